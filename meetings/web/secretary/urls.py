"""Addresses of the secretary, under /arbete/."""

from django.urls import path

from meetings.web.secretary.views import (
    annual,
    correct,
    desk,
    finish,
    follow_up,
    forwarding,
    importing,
    offline,
    letter,
    prepare,
    publish,
    read_out,
    register,
    sheets,
    timeline,
    typing,
    write,
)

app_name = "secretary"

MEETING = "moten/<int:pk>"
ITEM = "punkter/<int:pk>"
PROTOCOL = "protokoll/<int:pk>"
FOLLOW_UP = "uppfoljning"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("sw.js", offline.worker, name="worker"),
    path("utan-nat/", offline.shell, name="offline"),
    path("import/", importing.bring_in, name="import"),
    path("import/<int:pk>/", importing.check, name="check_import"),
    path("import/<int:pk>/original/", importing.original, name="original"),
    path(f"{FOLLOW_UP}/", follow_up.follow_up, name="follow_up"),
    path(f"{FOLLOW_UP}/uppdrag/<int:pk>/", follow_up.action, name="action"),
    path(f"{FOLLOW_UP}/bordlagt/<int:pk>/avsluta/", follow_up.end, name="end_tabled"),
    path(f"{FOLLOW_UP}/overlamnat/", forwarding.handed_over, name="handed_over"),
    path(f"{FOLLOW_UP}/overlamnat/<int:pk>/", forwarding.forwarding, name="forwarding"),
    path(f"{FOLLOW_UP}/uppdrag.csv", sheets.actions, name="actions_csv"),
    path(f"{FOLLOW_UP}/bordlagt.csv", sheets.tabled, name="tabled_csv"),
    path(f"{FOLLOW_UP}/overlamnat.csv", sheets.handed_over, name="handed_over_csv"),
    path(f"{FOLLOW_UP}/underlag/", annual.basis, name="annual"),
    path(f"{MEETING}/", prepare.prepare, name="prepare"),
    path(f"{MEETING}/tid-och-plats/", prepare.facts, name="facts"),
    path(f"{MEETING}/punkter/", prepare.add, name="add_item"),
    path(f"{MEETING}/ta-bort/<int:item>/", prepare.take_off, name="take_off"),
    path(f"{MEETING}/ta-upp/<int:tabled>/", prepare.take_up, name="take_up"),
    path(f"{MEETING}/kallelse/", prepare.send, name="send_notice"),
    path(f"{MEETING}/oppna/", prepare.begin, name="open"),
    path(f"{MEETING}/stall-in/", prepare.cancel, name="cancel"),
    path(f"{MEETING}/flytta/", prepare.move, name="move"),
    path(f"{MEETING}/narvaro/", register.register, name="register"),
    path(f"{MEETING}/skriv/", write.write, name="write"),
    path(f"{MEETING}/narvaro/markera/", typing.mark, name="mark"),
    path(f"{MEETING}/ogonblick/", typing.moment, name="moment"),
    path(f"{MEETING}/las-upp/", read_out.read_out, name="read_out"),
    path(f"{MEETING}/avsluta/", finish.close, name="close"),
    path(f"{ITEM}/", write.item, name="item"),
    path(f"{ITEM}/spara/", typing.keep, name="keep"),
    path(f"{ITEM}/lasning/", typing.read, name="read"),
    path(f"{ITEM}/dagordning/", prepare.agenda_item, name="agenda_item"),
    path(f"{ITEM}/flytta/", prepare.move_item, name="move_item"),
    path(f"{PROTOCOL}/utskick/", finish.finish, name="finish"),
    path(f"{PROTOCOL}/utskick/forhandsgranska/", finish.preview, name="preview"),
    path(f"{PROTOCOL}/utskick/brevet/", letter.letter, name="letter"),
    path(f"{PROTOCOL}/utskick/skicka/", finish.send, name="send"),
    path(f"{PROTOCOL}/utskick/ta-tillbaka/", finish.recall, name="recall"),
    path(f"{PROTOCOL}/utskick/svar/", finish.entered, name="entered_answer"),
    path(f"{PROTOCOL}/publicera/", publish.publish, name="publish"),
    path(f"{PROTOCOL}/publicera/dra-tillbaka/", publish.withdraw, name="withdraw"),
    path(f"{PROTOCOL}/publicera/dolj/<int:edition>/", publish.suppress, name="suppress"),
    path(f"{PROTOCOL}/ratta/", correct.correct, name="correct"),
    path(f"{PROTOCOL}/ratta/<int:correction>/slapp/", correct.decline, name="decline"),
    path(f"{PROTOCOL}/ratta/angra-godkannandet/", correct.undo, name="undo"),
    path(f"{PROTOCOL}/registrera/", correct.register, name="register_approval"),
    path(f"{PROTOCOL}/historik/", timeline.timeline, name="history"),
    path("<slug:slug>/nytt/", desk.plan, name="plan"),
]
