"""Finding places as people type them, and reading names exactly."""

import pytest

from samanvay_insight.gazetteer import How, find, lookup, name_key, names, place, places
from samanvay_insight.script import to_latin

LUCKNOW = "district:157"

FIRST = [
    # English and Hindi
    ("Varanasi", "district:197", How.EXACT),
    ("वाराणसी", "district:197", How.HINDI),
    ("झारखण्ड", "IN-JH", How.HINDI),
    ("Nepal", "NP", How.EXACT),
    ("NCR", "region:ncr", How.EXACT),
    ("एनसीआर", "region:ncr", How.HINDI),
    ("UP", "IN-UP", How.EXACT),
    ("Delhi", "IN-DL", How.EXACT),
    ("Sonauli", "crossing:sonauli", How.EXACT),
    # former names
    ("Banaras", "district:197", How.FORMER),
    ("Allahabad", "district:175", How.FORMER),
    ("इलाहाबाद", "district:175", How.FORMER),
    ("Faizabad", "district:177", How.FORMER),
    ("Gurgaon", "district:86", How.FORMER),
    ("Orissa", "IN-OD", How.FORMER),
    ("Uttaranchal", "IN-UK", How.FORMER),
    ("Jyotiba Phule Nagar", "district:137", How.FORMER),
    ("Panchsheel Nagar", "district:665", How.FORMER),
    ("Mahamaya Nagar", "district:144", How.FORMER),
    ("Kanshiram Nagar", "district:202", How.FORMER),
    ("Bhim Nagar", "district:663", How.FORMER),
    ("Prabuddh Nagar", "district:662", How.FORMER),
    ("Bombay", "district:519", How.FORMER),
    ("Calcutta", "district:342", How.FORMER),
    ("Hoshangabad", "district:449", How.FORMER),
    ("Mughalsarai", "town:196-pt-deen-dayal-upadhyaya-nagar", How.FORMER),
    ("मुगलसराय", "town:196-pt-deen-dayal-upadhyaya-nagar", How.FORMER),
    # other names
    ("Lakhimpur Kheri", "district:153", None),
    ("Kanpur", "district:164", None),
    ("Purvi Champaran", "district:204", None),
    # abroad
    ("Birgunj", "town:np-birgunj", How.EXACT),
    ("नेपालगंज", "town:np-nepalgunj", How.HINDI),
    ("Jessore", "town:bd-jashore", None),
    # misspelt
    ("Varansi", "district:197", How.SPELLING),
    ("Bnaras", "district:197", How.SPELLING),
    ("Lakhimpur Khiri", "district:153", How.EXACT),
    ("Mugalsarai", "town:196-pt-deen-dayal-upadhyaya-nagar", None),
    ("Gorakpur", "district:188", How.SPELLING),
    ("Sidharthnagar", "district:184", How.SPELLING),
    ("Lucnow", "district:157", How.SPELLING),
    ("muzzafarnagar", "district:133", How.SPELLING),
    ("Azamgadh", "district:191", How.EXACT),
    ("Behraich", "district:180", How.SPELLING),
    ("Mahrajganj", "district:187", How.SPELLING),
    ("Rai Bareilly", "district:158", How.SPELLING),
    ("Badaun", "district:149", How.SPELLING),
    ("bhadoi", "district:198", How.SPELLING),
    ("Pilibheet", "district:151", How.SPELLING),
    ("Chandoli", "district:196", How.SPELLING),
    ("Sravasti", "district:181", How.SPELLING),
    ("Farrukabad", "district:159", How.SPELLING),
    ("Saharanpr", "district:132", How.SPELLING),
    ("Jharkand", "IN-JH", How.SPELLING),
    ("sunauli", "crossing:sonauli", How.SPELLING),
    ("Raksaul", "crossing:raxaul", How.SPELLING),
    # Hindi that is misspelt, or whose place has no Hindi name in the tables
    ("गोरखपूर", "district:188", How.ROMANISED),
    ("बलीया", "district:193", How.ROMANISED),
    ("कैम्पियरगंज", "town:188-campierganj", How.ROMANISED),
    # Hindi in Latin letters
    ("naya dilli", "district:94", None),
    ("uttar pradesh", "IN-UP", How.EXACT),
    ("paschimi champaran", "district:203", None),
    # as it is being typed
    ("gora", "district:188", How.PREFIX),
    ("varan", "district:197", How.PREFIX),
    ("luck", "district:157", How.PREFIX),
    ("गोरखपु", "district:188", How.PREFIX),
    ("jhark", "IN-JH", How.PREFIX),
    # with the area after it, or words around it
    ("Balrampur Chhattisgarh", "district:642", How.EXACT),
    ("Pratapgarh, Rajasthan", "district:131", How.EXACT),
    ("thana Chauri Chaura", "town:188-chauri-chaura", None),
    # with its kind
    ("Gonda railway station", "station:GD", None),
    ("बनारस स्टेशन", "station:BSBS", None),
    ("zila Banda", "district:170", None),
    ("Gorakhpur mandal", "division:UP:gorakhpur", None),
    ("सोनौली बॉर्डर", "crossing:sonauli", None),
    ("Bhadohi town", "town:198-bhadohi", None),
    # station codes
    ("MGS", "station:DDU", How.EXACT),
    ("BSB", "station:BSB", How.EXACT),
]


@pytest.mark.parametrize(("query", "key", "how"), FIRST, ids=[row[0] for row in FIRST])
def test_find_gives_the_best_guess_first(query: str, key: str, how: How | None) -> None:
    first = find(query, near=LUCKNOW)[0]
    assert first.place.key == key
    if how is not None:
        assert first.how is how
    assert 0.0 < first.score <= 1.0


def test_find_every_district_by_its_hindi_name() -> None:
    everyone = [place for place in places(["district"]) if place.state]
    assert len(everyone) > 700
    lost = [
        place.name
        for place in everyone
        if place.key not in {f.place.key for f in find(place.name_hi, kinds=["district"], limit=4)}
    ]
    assert not lost


def test_find_every_district_by_its_hindi_name_in_latin_letters() -> None:
    districts = [p for p in places(["district"]) if p.state]
    missed = [
        (to_latin(p.name_hi), p.name)
        for p in districts
        if p.key not in {f.place.key for f in find(to_latin(p.name_hi), kinds=["district"], near=p.key, limit=1)}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("query", "near", "key"),
    [
        ("Balrampur", "district:183", "district:182"),
        ("Balrampur", "district:401", "district:642"),
        ("Hamirpur", "district:169", "district:168"),
        ("Hamirpur", "district:24", "district:28"),
        ("Pratapgarh", "district:175", "district:173"),
        ("Pratapgarh", (24.6, 74.4), "district:131"),
        ("Naugarh", "district:184", "town:184-naugarh"),
        ("Naugarh", "district:196", "town:196-naugarh"),
        ("Lalitpur", "np-district:kathmandu", "np-district:lalitpur"),
        ("Lalitpur", "district:166", "district:167"),
    ],
)
def test_find_prefers_of_two_namesakes_the_nearer(query: str, near: str | tuple[float, float], key: str) -> None:
    assert find(query, near=near)[0].place.key == key


def test_find_keeps_to_the_kinds_asked_for() -> None:
    assert {f.place.kind for f in find("Gorakhpur", kinds=["station"])} == {"station"}
    assert find("Gorakhpur", kinds=["station"])[0].place.key == "station:GKP"
    assert find("Gorakpur", kinds=["division"])[0].place.key == "division:UP:gorakhpur"


def test_find_says_no_place_twice_and_falls_in_score() -> None:
    for query in ("Rampur", "ra", "Sitapur UP", "प्रतापगढ़"):
        found = find(query, limit=50)
        assert len({f.place.key for f in found}) == len(found)
        assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


@pytest.mark.parametrize(
    "query", ["", "   ", "!?", "१", "a", "\u200d", "x" * 500, "😀", "د", "a b c d e f g h i j k l m"]
)
def test_find_of_next_to_nothing_does_not_fail(query: str) -> None:
    assert isinstance(find(query), list)


def test_find_refuses_what_does_not_exist() -> None:
    with pytest.raises(ValueError, match="hamlet"):
        find("Agra", kinds=["hamlet"])
    with pytest.raises(KeyError):
        find("Agra", near="district:0")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("BARA BANKI", "district:176"),
        ("barabanki", "district:176"),
        ("Raebareli", "district:158"),
        ("मुजफ्फरनगर", "district:133"),
        ("U.P.", "IN-UP"),
        ("Allahabad", "district:175"),
        ("Gorakhpur", "district:188"),
        ("Aurangabad", "district:235"),
        ("National Capital Region", "region:ncr"),
    ],
)
def test_lookup_is_blind_to_case_spaces_and_nukta_and_puts_the_likeliest_first(name: str, key: str) -> None:
    assert lookup(name)[0].key == key


def test_lookup_gives_all_namesakes_and_nothing_for_a_misspelling() -> None:
    assert {"district:182", "district:642"} <= {p.key for p in lookup("Balrampur")}
    assert {p.key for p in lookup("Aurangabad", kinds=["district"])} == {"district:235", "district:515"}
    assert lookup("Gorakpurr") == []
    assert lookup("Gorakpurr", fuzzy=True)[0].key == "district:188"


def test_names_hold_every_name_of_every_district() -> None:
    for district in places(["district"]):
        for name in (district.name, district.name_hi, *district.aliases):
            assert district.key in names()[name_key(name)], name


def test_names_hold_no_station_code() -> None:
    # half of the codes are words of a sentence
    assert "station:ON" not in names().get("on", ())
    assert place("station:BSB").key not in names().get("bsb", ())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("গয়া", "Gaya"),
        ("মুর্শিদাবাদ", "Murshidabad"),
        ("وارانسی", "Varanasi"),
        ("پٹنہ", "Patna"),
        ("ਅੰਮ੍ਰਿਤਸਰ", "Amritsar"),
        ("સુરત", "Surat"),
        ("କଟକ", "Cuttack"),
        ("வாரணாசி", "Varanasi"),
        ("హైదరాబాద్", "Hyderabad"),
        ("ಮೈಸೂರು", "Mysuru"),
        ("തിരുവനന്തപുരം", "Thiruvananthapuram"),
    ],
)
def test_find_a_district_by_its_name_in_other_scripts(written: str, name: str) -> None:
    best = find(written)[0]
    assert (best.place.name, best.place.kind, best.how) == (name, "district", How.ROMANISED)
