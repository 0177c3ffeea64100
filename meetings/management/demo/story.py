"""What the invented council talked about over two years. Days are counted from today.

In what was written, {+60} is the day sixty days after the meeting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING = "Inga övriga frågor anmäldes."
FINANCE = "Fleråriga avtal med idéburna organisationer"
VOLUNTEERS = "En gemensam ingång för volontärer"
FUTURE = "Rådets framtida form"
ROOMS = "Lokaler för föreningar"
PAY = "Ersättning till röstbärare"
CONFERENCE = "Uppföljningskonferensen"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One meeting: its day, new items, what was written under each title, and what became of it."""

    day: int
    summary: str = ""
    new: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    away: tuple[str, ...] = ()
    late: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    fate: str = "published"
    extra: bool = False


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        -700,
        "Rådet antog verksamhetsplanen och började tala om ersättning till dem som för andras talan.",
        ("Verksamhetsplan", PAY),
        {
            "Verksamhetsplan": "Planen har varit på remiss hos alla organisationer i rådet. Inga invändningar har kommit in.\n\nBeslut: Rådet antar verksamhetsplanen.",
            PAY: "Den som företräder en liten förening får ofta ta ledigt från arbetet för att komma hit. Rådet vill veta hur andra städer gör.\n\nUppdrag: jämföra ersättningar i tre andra städer @Noor Haddad senast nästa möte\nBordläggs till nästa möte",
        },
        away=("Gunnar Hed",),
    ),
    Chapter(
        -609,
        "Rådet yttrade sig om stadens biblioteksplan. Frågan om ersättning bordlades för andra gången.",
        ("Yttrande om biblioteksplanen",),
        {
            PAY: "Jämförelsen visar att två av tre städer betalar förlorad arbetsförtjänst. Pengar finns inte i årets budget.\n\nBordläggs till nästa möte",
            "Yttrande om biblioteksplanen": "Föreningarna använder biblioteken som möteslokal. Det bör stå i planen.\n\nBeslut: Rådet ställer sig bakom yttrandet om biblioteksplanen.",
        },
        away=("Johan Alm", "Per Sandgren"),
    ),
    Chapter(
        -553,
        "Rådet lade frågan om ersättning på is och utsåg en kontaktperson för höstens mässa.",
        ("Föreningsmässan",),
        {
            PAY: "Frågan får vänta tills budgeten för nästa mandatperiod är känd.\n\nBordläggs tills vidare",
            "Föreningsmässan": "Mässan hålls i september. Rådet har ett eget bord.\n\nUtses: Tomas Ekdahl till kontaktperson för mässan\nUppdrag: boka bord på mässan @Tomas Ekdahl senast nästa möte",
        },
        away=("Henrik Dahl",),
        fate="moved",
    ),
    Chapter(
        -483,
        "Rådet avslog ett förslag om fler möten per år.",
        ("Fler möten per år",),
        {
            "Fler möten per år": "Förslaget är sex möten om året i stället för fyra. Flera i rådet har svårt att få tiden att räcka.\n\nBeslut: Rådet avslår förslaget om fler möten.\nReservation: Yusuf Abdi vill ha sex möten om året.",
        },
    ),
    Chapter(
        -413,
        "Rådet noterade rapporten om trygghet i föreningslivet.",
        ("Rapport om trygghet i föreningslivet",),
        {
            "Rapport om trygghet i föreningslivet": "Sofia Nyström redovisade rapporten.\n\nNoteras",
        },
        away=("Leila Karimi",),
        fate="withdrawn",
    ),
    Chapter(
        -343,
        "Rådet tog upp frågan om finansiering och beslutade om en uppföljning av överenskommelsen.",
        (FINANCE, "Uppföljning av överenskommelsen"),
        {
            FINANCE: "Leila Karimi väckte frågan: föreningar som arbetar långsiktigt får pengar ett år i taget.\n\nBordläggs till nästa möte",
            "Uppföljning av överenskommelsen": "Överenskommelsen mellan staden och den sociala ekonomin är fem år gammal.\n\nBeslut: Rådet följer upp överenskommelsen under året.\nUppdrag: upphandla intervjuer om hur överenskommelsen följs @Sofia Nyström senast nästa möte",
        },
        away=("Mia Lund",),
    ),
    Chapter(-287, fate="cancelled"),
    Chapter(
        -259,
        "Rådet ville höra fler föreningar om finansiering, och frågan om frivilliga kom upp.",
        (VOLUNTEERS, "Yttrande om lokalförsörjningsplanen"),
        {
            FINANCE: "Rådet vill höra fler föreningar innan det säger något.\n\nUppdrag: ta fram ett underlag om strukturfonder @Camilla Roos senast nästa möte\nBordläggs till nästa möte",
            VOLUNTEERS: "Staden, kyrkorna och idrotten söker frivilliga var för sig.\n\nBordläggs till nästa möte",
            "Yttrande om lokalförsörjningsplanen": "Små föreningar har svårt att hitta lokaler på kvällstid.\n\nBeslut: Rådet ställer sig bakom yttrandet om lokalförsörjningsplanen.\nÖverlämnas till Stadsfastighetsnämnden",
        },
        away=("Anders Wik", "Gunnar Hed"),
    ),
    Chapter(
        -196,
        "Rådet bestämde dag för uppföljningskonferensen och tillsatte en grupp om rådets framtid. Frågan om finansiering bordlades för tredje gången.",
        ("Intervjuer om den lokala överenskommelsen", CONFERENCE, FUTURE),
        {
            "Intervjuer om den lokala överenskommelsen": "Konsulten redovisade intervjuer och en enkät. Överenskommelsen är känd bland dem som arbetar med den varje dag, men når sällan längre ut i organisationerna.\n\n- Små föreningar har svårt att hitta rätt ingång i staden.\n- Fler former för finansiering har kommit till sedan starten.\n\nInfo: Bilderna skickas till alla i rådet.",
            CONFERENCE: "Rådet vill att konferensen svarar på två frågor: **Vad har vi gjort**, och **vad ska vi göra härnäst?** Frågestunden ska ha gott om tid.\n\nBeslut: Rådet beslutar\natt hålla uppföljningskonferensen i november,\natt bjuda in organisationer som inte sitter i rådet.\nUppdrag: @Frida Ståhl tar frågan om uppföljningsansvar till konferensgruppen, senast nästa möte",
            FUTURE: "Nu prövades tanken att dela rådet i tre forum: för utförare, röstbärare och opinionsbildare.\n\nArbetsgrupp: @Karin Hallberg, @Margareta Lindqvist, @Anders Wik, sammankallande @Sofia Nyström. Formulerar ett nytt uppdrag för rådet.\nBordläggs till nästa möte",
            FINANCE: "Underlaget om strukturfonder är inte klart.\n\nBordläggs",
            VOLUNTEERS: "Frågan hann inte förberedas.\n\nBordläggs",
        },
        away=("Noor Haddad", "Gunnar Hed"),
        late={"Margareta Lindqvist": (15, 20)},
        fate="corrected",
    ),
    Chapter(
        -140,
        "Rådet antog ett nytt uppdrag för sig självt och föreslog att staden prövar fleråriga överenskommelser med föreningar.",
        (ROOMS,),
        {
            FUTURE: "Sofia Nyström redovisade arbetsgruppens förslag. Rådet delas i tre forum som möts var för sig två gånger om året och tillsammans en gång.\n\nBeslut: Rådet antar arbetsgruppens förslag till nytt uppdrag.\nÖverlämnas till Socialnämnden",
            FINANCE: "Underlaget visar att fleråriga överenskommelser ger tryggare verksamhet till samma kostnad.\n\nBeslut: Rådet föreslår att staden prövar fleråriga överenskommelser med minst tre organisationer.\nUppdrag: lämna rådets förslag till Socialnämnden @Camilla Roos senast nästa möte",
            VOLUNTEERS: "En kartläggning behövs först.\n\nUppdrag: kartlägga vilka insatser som behöver samordnas @Johan Alm senast nästa möte\nBordläggs",
            ROOMS: "Tomas Ekdahl berättade om en enkät bland idrottsföreningarna.\n\nUppdrag: sammanställa vilka lokaler föreningarna saknar @Tomas Ekdahl senast {+90}\nBordläggs",
        },
    ),
    Chapter(
        -91,
        "Rådet gick igenom erfarenheterna från uppföljningskonferensen.",
        ("Erfarenheter från konferensen",),
        {
            "Erfarenheter från konferensen": "Åttio personer kom. Frågestunden blev längst, och det var bra.\n\nLäggs till handlingarna",
            VOLUNTEERS: "Kartläggningen pågår.\n\nUppdrag: fråga frivilligcentralerna vad de behöver @Leila Karimi senast {+60}\nBordläggs",
            ROOMS: "Hann inte behandlas",
        },
        away=("Ingrid Forsman",),
        fate="approved",
    ),
    Chapter(
        -42,
        "Rådet bestämde mötesdagar och hörde en första redovisning om lokaler.",
        ("Mötesdagar nästa år",),
        {
            "Mötesdagar nästa år": "Beslut: Rådet fastställer mötesdagarna för nästa år.\nUppdrag: boka lokal för nästa års möten @Mia Lund senast {+75}",
            VOLUNTEERS: "Johan Alm redovisar vid nästa möte.\n\nBordläggs",
            ROOMS: "Sexton föreningar saknar lokal på kvällstid.\n\nBeslut: Rådet bjuder in fastighetskontoret till nästa möte.\nBordläggs",
        },
        away=("Yusuf Abdi", "Henrik Dahl"),
        fate="under_review",
    ),
    Chapter(
        -6,
        "",
        ("Remiss om stadens idrottspolitik",),
        {
            "Remiss om stadens idrottspolitik": "Extra möte om remissen, som ska besvaras inom två veckor. Små föreningar behöver hjälp att söka stöd.",
        },
        away=("Mia Lund",),
        fate="draft",
        extra=True,
    ),
    Chapter(15, new=("Verksamhetsplan för nästa år",), fate="called"),
    Chapter(78, fate="planned"),
)
