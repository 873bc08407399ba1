"""The reconnect."""


from service.web.keyed import keyed_router

router = keyed_router("reconnect")
