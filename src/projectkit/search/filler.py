"""Words that any project description may have: sharing them says nothing."""

from __future__ import annotations

from functools import cache

from projectkit.search.analysis import stem
from projectkit.search.fold import words

_FILLER = """
    aan aangeven aanleiding aannemen aanpak aantal aanvragen acht achter achtergrond adres af
    afdeling afgelopen afspraak al alle alleen allemaal alles als altijd ander andere anders
    antwoord april augustus avond beeld been beetje begeleiden begeleiding begin beginnen
    beheerder beheren behoefte bekend bekende belang belangrijk beoogd beoogde bepaald beperkt
    bereiken beschikbaar beschrijven besloten besluiten bespreken besproken best bestaan
    bestaande bestemmen betaald betalen betekenen beter betere betrekken betrokken betrokkene
    bezig bieden bij bijdrage bijeenkomst bijna bijvoorbeeld binnen blad bladen bleek bleken
    blijft blijkt blijven boven bracht brachten breed brengen brief buiten cijfer cijfers
    cluster com concreet consortium contact daar daarbij daardoor daarmee daarna daarnaast
    daarom daaruit daarvan daarvoor dacht dag dagen dan dat data de december deden deed deel
    deelnemen deelnemer deelproject denken denkt derde dergelijk deze dezelfde die dienen dienst
    dit doel doelgroep doelstelling doen door draaiboek dragen drie duidelijk duren dus duur
    e-mail echt echter een eerder eerst eerste eigen eigenlijk eind eindelijk eindverslag elk
    elkaar elke en enkele enquete er eraan ervaren ervaring euro even eveneens example fase
    februari film financiering foto gaan gaat gaf gauw gaven gebaseerd gebruik gebruiken geen
    geheel gehouden gekregen geleden gemaakt gericht getekend geven gevraagd gezamenlijk gezien
    ging gingen gisteren goed graag groep groot had halen half hand handelen handvat hangen
    hebben heeft heel heen hele helpen hem hen herfst het hetzelfde hield hier hierbij hiermee
    hiervan hiervoor hij hoe hoeveel hoewel honderd horen houden houdt http https hun idee ieder
    iedereen iemand iets in informatie ingezet inhoud initiatief inmiddels instelling inzet
    inzicht is jaar jaarlijks januari jaren juist juli juni kan kans keek keer keken kennen
    kennis kent kiezen kijken kijkt klein kleine komen komt koos kort korte kosten kozen kracht
    krant kreeg kregen krijgen krijgt kunnen kwam kwamen laat laatst laatste lag lagen lang
    langer langs lastig laten later lees leest legt leiden lente leren leverde leveren lezen
    liefst liep liggen ligt lijken lijkt lijst lijsten locatie locaties loopt looptijd lopen
    losse maakt maand maar maart mail maken manier map mappen mede mee meedoen meer meest
    meestal meeste mei mensen met meter methode middag middel mijn minder minuten misschien
    missen moeilijk moeten mogelijk mogelijkheid mogen moment mooi mooie morgen na naam naar
    nadat najaar namelijk nauw negen nemen net netjes netwerk niemand niet niets nieuw nieuwe
    nieuws nodig noemen nog nooit november nu nummer ochtend of ofwel oktober om omdat omgaan
    onder onderdeel ondersteunen onderwerp onderzocht onderzoek onderzoeken onderzoeker onlangs
    ons ontstaan ontwikkeld ontwikkelen ontwikkeling ooit ook op open openen opgeleverd
    opgeleverde opgezet opleveren opstellen opzet org organisatie organiseren over overal
    overzicht paar pagina partij partner pas passen past per periode plaats plan plek praktijk
    proberen probleem procent proces product professional programma project projectleider
    publicatie punt raken rapport reden reeds regelmatig regionaal resultaat richten rol rond
    ronde ronden rondes ruim ruime samen samenwerken samenwerking schreef schreven schrijven
    scriptie september sinds site sites slechts sluiten snel soms soort speelt spelen sprake
    staan staat stap start starten steeds stellen sterk stichting stond stonden straks stuk
    subsidie succesvol taak tafel te team tegelijk tegen tekenen telefoon telkens tempo ten ter
    terecht terug terwijl thema tien tijd tijdens tijdje toch toe toekomst toen toepassen tot
    totaal traject trekken tussen twee tweede twintig uit uiteindelijk uitkomst uitvoeren
    uitwerken uren uur vaak van vanaf vandaag vanuit vast veel verder verhaal verschijnen
    verschil verschillend verschillende verslag vertellen vertelt vervolgens verwachten via vier
    vijf vinden vindt volgen volgend volgende voor vooraf vooral voorbeeld voorbij voorbije
    voordat voorjaar voortaan vorig vorige vormen vraag vragen vrij vrijwel vroeg vroegen vullen
    vult waar waarbij waardoor waarin waarmee waarna waarom waaronder waarop waarvan waarvoor
    wanneer want waren was wat we website week weer weet weg weinig wekelijks wekelijkse wel
    welk welke werd werken werkgroep werkwijze weten wie wij wijze wil wilde wilden willen
    winter wist wisten worden wordt work www zag zagen zal zat zaten ze zeer zeggen zegt zei
    zekere zelden zelf zes zetten zeven zich zien zij zijn zit zo zoals zocht zochten zodat
    zodra zoeken zomer zonder zou zowel zulke zullen
"""
# What counts as filler only as a whole.
_SHORTEST = 4


@cache
def _stems() -> frozenset[str]:
    return frozenset(map(stem, words(_FILLER)))


def says_something(word: str) -> bool:
    """Whether a folded word can tell what a text is about."""
    return len(word) >= _SHORTEST and not word.isdigit() and stem(word) not in _stems()
