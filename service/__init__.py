"""Momentum: a development plan that lives in Asana, and stays a plan.

The house, from the street to the cellar; imports point downwards only:

    cli  web            the doors: a terminal, a page, an HTTP API
    rehearsal           a year of a plan on the stand-in of Asana, under a clock that jumps
    scheduler  worker   when to look, and the loop that claims accounts that are due
    bootstrap           settings become real things, here and nowhere else
    board  config       our words and Asana's words; the settings
    pictures            the progress, drawn: beside the two, and only here is matplotlib
    meters              what this process has done, counted
    usecases            one file a journey: connect, import, goals, sync, review
    store               tables, queries, migrations; the same on SQLite and PostgreSQL
    domain              the plan and its rules: no I/O, no clock, no framework
    errors              what can go wrong, in words a person can act on
    log_ids             what a line of the log is about

`integrations` stands beside the house: it knows Asana and the postings of the web, and nothing
of us.

The journeys:

    posting    link, file, text -> posting_draft -> the person picks -> store -> account is due
    sort       postings -> what no goal answers -> the person's word, line by line -> goals
    import     file -> planfile.read_plan -> planmerge -> schedule -> store -> account is due
    sync       claim -> read -> reconcile -> guard -> change_set -> apply and record -> release
    review     due -> sync -> summarise -> (account, week) is taken -> task -> done
    reconnect  due -> (account, number) is taken -> task -> compare -> accepted -> store
"""
