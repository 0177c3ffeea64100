"""Addresses of the member's own pages, under /mina/."""

from django.urls import path

from meetings.web.member import actions, confirm, deputies, deputy, protocol, start

urlpatterns = [
    path("", start.mine, name="mine"),
    path("moten/<int:pk>/", start.meeting, name="mine_meeting"),
    path("protokoll/<int:pk>/", protocol.protocol, name="mine_protocol"),
    path("protokoll/<int:pk>/kvitto/", protocol.receipt, name="mine_receipt"),
    path("uppdrag/<int:pk>/", actions.action, name="mine_action"),
    path("bekrafta/rad/<int:pk>/", confirm.row, name="mine_confirm_row"),
    path("bekrafta/godkannande/<int:pk>/", confirm.registration, name="mine_confirm_registration"),
    path("bekrafta/godkannande/<int:pk>/original/", confirm.original, name="mine_original"),
    path("tillforordnad/<slug:slug>/", deputies.deputies, name="mine_deputies"),
    path("bekrafta/vikarie/<int:pk>/", deputy.deputy, name="mine_confirm_deputy"),
    path("bekrafta/rattelse/<int:pk>/", confirm.correction, name="mine_confirm_correction"),
]
