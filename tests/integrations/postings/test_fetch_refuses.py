"""No link, name or redirect leads to an address that is not public."""

from __future__ import annotations

import socket

import pytest
from support.internet import HERE, Internet, moved, page

from integrations.postings.addresses import is_public
from integrations.postings.errors import NotAllowed, Unreachable

CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.1.2.3
168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.254 192.0.0.1 192.0.0.192
192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7
203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::169.254.169.254 64:ff9b::10.0.0.1
64:ff9b:1::1 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe::1 2002:808:808::1
3ffe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%lo fec0::1
ff02::1 ff0e::1 2600::1%lo
""".split()  # noqa: SIM905 - a table reads better
OPEN = [HERE, "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]

LINKS = """
http://127.1/ http://2130706433/ http://017700000001/ http://0177.0.0.1/ http://0x7f000001/
http://0x7f.0.0.1/ http://0x7f.1/ http://127.0.0.1./ http://0/ http://00000000.0/
http://134744072/ http://8.8.2056/ http://[::1/ http://[::ffff:7f00:1]/ http://[fe80::1%25lo]/
http://[::ffff:0x7f.0.0.1]/ http://1.1.1.1.1/ http://256.256.256.256/
http://localhost/ http://LOCALHOST/ http://localhost./ http://metadata.internal/
http://public.example:8080/ http://public.example:22/ https://public.example:6379/
http://public.example:0/ http://public.example:99999/ http://public.example:-80/
http://me@public.example/ http://me:secret@public.example/ https://public.example@127.0.0.1/
http://127.0.0.1#@public.example/ http://127.0.0.1\\@public.example/
http://:80/ http:/// https:public.example //public.example/ public.example /etc/passwd
file:///etc/passwd file://public.example/etc/passwd gopher://public.example:80/_x
ftp://public.example/ ws://public.example/ data:text/html,x javascript:alert(1) about:blank
unix:/run/docker.sock jar:http://public.example!/ ldap://public.example/ dict://public.example/
http+unix://public.example/ http://\u24db\u24de\u24d2\u24d0\u24db.example/
http://\uff11\uff12\uff17.0.0.1/ http://127\u30020\u30020\u30021/ http://xn--a-/
http://local\u200bhost/ http://public.example\u0000.internal/ http://b\u00fccher.internal/
""".split()  # noqa: SIM905 - a table reads better

PRIVATE = {
    "localhost": ["127.0.0.1", "::1"],
    "localhost.": ["127.0.0.1"],
    "metadata.internal": ["169.254.169.254"],
    "xn--bcher-kva.internal": ["10.0.0.7"],
    "xn--a-": ["10.0.0.7"],
}


@pytest.fixture
def internet():
    return Internet(names={"public.example": [HERE], **PRIVATE}).answer(*page())


def message(internet: Internet, link: str) -> str:
    with pytest.raises(NotAllowed) as refusal:
        internet.pages().get(link)
    return str(refusal.value)


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_no_name_leads_to_an_address_that_is_not_public(address, internet):
    internet.names["evil.example"] = [address]

    message(internet, "https://evil.example/job")

    assert internet.looked_up == ["evil.example"]
    assert internet.connected == []


@pytest.mark.parametrize("address", [address for address in CLOSED if "%" not in address])
def test_an_address_that_is_not_public_is_not_connected_to_when_written_out(address, internet):
    message(internet, f"http://[{address}]/" if ":" in address else f"http://{address}/")

    assert (internet.looked_up, internet.connected) == ([], [])


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_may_be_written_out(address, internet):
    internet.answer(*page(), at=address)

    internet.pages().get(f"https://[{address}]/" if ":" in address else f"http://{address}/")

    assert internet.looked_up == []
    assert [to for to, _ in internet.connected] == [address]


@pytest.mark.parametrize("link", [*LINKS, "", " ", "http://", "http:// public.example/"])
def test_a_link_in_disguise_leads_nowhere(link, internet):
    message(internet, link)

    assert internet.connected == []


def test_a_link_that_no_text_can_hold_is_refused(internet):
    message(internet, "http://public.example/\ud800")
    message(internet, "http://pub\ud800lic.example/")
    message(internet, "http://public.example/" + "a" * 5000)


def test_every_refusal_reads_the_same_so_that_it_tells_nothing_of_our_network(internet):
    links = ["http://localhost/", "http://10.0.0.1/", "http://unknown.example/", "file:///x"]
    links += ["http://public.example:22/", "http://2130706433/", "http://me@public.example/"]

    assert {message(internet, link) for link in links} == {
        "The link does not lead to a public web page."
    }


@pytest.mark.parametrize("private", ["127.0.0.1", "fe80::1", "::ffff:10.0.0.1"])
def test_one_private_address_among_public_ones_refuses_them_all(private, internet):
    internet.names["mixed.example"] = [HERE, "8.8.8.8", private]

    message(internet, "http://mixed.example/")

    assert internet.connected == []


def test_a_name_without_addresses_is_refused(internet):
    internet.names["empty.example"] = []

    message(internet, "http://empty.example/")


def test_a_name_that_resolves_to_something_else_the_second_time_is_not_asked_again(internet):
    internet.names["rebind.example"] = iter([[HERE], ["127.0.0.1"]])

    internet.pages().get("http://rebind.example/")

    assert internet.looked_up == ["rebind.example"]
    assert internet.connected == [(HERE, 80)]


def test_a_name_that_has_rebound_before_a_redirect_to_itself_is_refused(internet):
    internet.names["rebind.example"] = iter([[HERE], ["127.0.0.1"]])
    internet.answer(*moved("/again"))

    message(internet, "http://rebind.example/")

    assert internet.connected == [(HERE, 80)]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
@pytest.mark.parametrize(
    "to",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "//169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://public.example:8080/",
        "http://me@public.example/",
        "file:///etc/passwd",
        "gopher://public.example/",
    ],
)
def test_no_redirect_leads_where_a_link_may_not(to, status, internet):
    internet.answer(*moved(to, status))

    message(internet, "http://public.example/")

    assert internet.connected == [(HERE, 80)]


def test_a_redirect_loop_ends_after_three(internet):
    internet.answer(*moved("http://public.example/"))

    with pytest.raises(Unreachable, match="more than 3 times"):
        internet.pages().get("http://public.example/")

    assert internet.connected == [(HERE, 80)] * 4


def test_a_resolver_that_cannot_answer_now_says_nothing_of_the_link(internet):
    def unavailable(name: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, f"{name}:{port}")

    internet.look_up = unavailable

    with pytest.raises(Unreachable, match="looked up"):
        internet.pages().get("http://public.example/")
