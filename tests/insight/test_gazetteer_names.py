"""Names that reports use: countries, cities abroad, quarters of cities, short forms; and words that are none."""

from __future__ import annotations

import pytest

from samanvay_insight.gazetteer import by_code, find, lookup, names, place, places
from samanvay_insight.gazetteer.atlas import settlements, withheld
from samanvay_insight.gazetteer.settlements import quarters, slug
from samanvay_insight.gazetteer.tables import written


def of(name: str) -> list[str]:
    return [found.key for found in lookup(name)]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("US", "America|United States|अमेरिका|अमरीका"),
        ("AE", "UAE|United Arab Emirates|यूएई|संयुक्त अरब अमीरात"),
        ("SA", "KSA|Saudi Arabia|Saudi|सऊदी अरब|सऊदी"),
        ("KH", "Cambodia|Kambodia|कंबोडिया|कम्बोडिया"),
        ("MM", "Myanmar|Burma|म्यांमार|बर्मा"),
        ("MY", "Malaysia|मलेशिया"),
        ("LA", "Laos|लाओस"),
        ("SG", "Singapore|सिंगापुर"),
        ("RU", "Russia|रूस"),
        ("AM", "Armenia|आर्मेनिया"),
        ("KG", "Kyrgyzstan|किर्गिज़स्तान|किर्गिस्तान"),
    ],
)
def test_country_is_found_by_its_names_in_both_languages(key: str, names: str) -> None:
    for name in names.split("|"):
        assert of(name)[:1] == [key], name


def test_every_country_has_both_names_and_a_point() -> None:
    countries = places(["country"])
    assert len(countries) > 190
    assert [each.key for each in countries if not (each.name and each.name_hi and each.lat and each.lon)] == []


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("AE", "Dubai|Sharjah|Ajman|Abu Dhabi|Deira|दुबई|शारजाह|अजमान"),
        ("SA", "Riyadh|Dammam|Jeddah|रियाद|दम्माम|जेद्दा"),
        ("QA", "Doha|दोहा"),
        ("KW", "Kuwait City|Hawally"),
        ("OM", "Muscat|Salalah|मस्कट"),
        ("BH", "Manama|मनामा"),
        ("MY", "Kuala Lumpur|Johor Bahru|कुआलालंपुर"),
        ("TH", "Bangkok|Mae Sot|Chiang Rai|बैंकॉक|बैंकाक|माई सोत"),
        ("KH", "Phnom Penh|Sihanoukville|Poipet|Bavet|नोम पेन्ह|सिहानोकविल"),
        ("LA", "Vientiane|Golden Triangle SEZ|वियनतियाने"),
        ("MM", "Yangon|Myawaddy|KK Park|Tamu|यांगून"),
        ("BT", "Phuentsholing|Gelephu|Samdrup Jongkhar|फुंतशोलिंग"),
    ],
)
def test_city_abroad_is_found_in_its_country(country: str, names: str) -> None:
    for name in names.split("|"):
        assert [p.kind for p in lookup(name) if p.parent == country] == ["town"], name


@pytest.mark.parametrize("word", ["Mali", "Milan", "Male", "Hail", "Tak", "Togo", "Makka", "जाकर", "मिलान"])
def test_word_of_a_report_gives_no_place_abroad(word: str) -> None:
    assert [p.key for p in lookup(word) if p.kind == "country" or (p.kind == "town" and p.state is None)] == []


def test_search_finds_a_withheld_name_all_the_same() -> None:
    assert find("Mali", limit=1)[0].place.key == "ML"
    assert find("Milan", limit=3)[0].place.key == "town:it-milan"


def test_withheld_names_are_those_of_a_place() -> None:
    for name, key in withheld():
        known = place(key)
        assert key.startswith("station:") or name in (known.name, known.name_hi, *known.aliases), (name, key)


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Kamathipura", "town:519-mumbai"),
        ("Dharavi", "town:519-mumbai"),
        ("GB Road", "IN-DL"),
        ("जीबी रोड", "IN-DL"),
        ("Sarai Kale Khan", "IN-DL"),
        ("Sangam Vihar", "IN-DL"),
        ("Sonagachi", "town:342-kolkata"),
        ("Tiljala", "town:342-kolkata"),
        ("Faraskhana", "town:521-pune"),
        ("Nishatganj", "town:157-lucknow"),
        ("अमीनाबाद", "town:157-lucknow"),
        ("Kabadi Bazar", "district:138"),
        ("Bhatta Basti", "town:110-jaipur"),
    ],
)
def test_quarter_lies_in_its_city(name: str, city: str) -> None:
    found = next(p for p in lookup(name) if p.parent == city)
    assert found.kind == "town"
    assert found.district is not None
    assert found.state == place(found.district).state


def test_quarters_lie_in_places_that_there_are() -> None:
    for quarter in quarters():
        assert place(quarter.city).kind in ("state", "district", "town")
        assert place(f"district:{quarter.code}").state == place(quarter.city).state, quarter.name


def test_settlement_takes_over_the_names_of_a_quarter() -> None:
    assert of("आलमबाग") == ["town:157-alambagh"]
    assert of("सीलमपुर") == of("Seelampur")[:1]
    assert place("town:157-alambagh").lat is not None
    assert len({f"town:{q.code}-{slug(q.name)}" for q in quarters()}) == len(list(quarters()))


@pytest.mark.parametrize("name", ["Charbagh", "Chhatrapati Shivaji Maharaj Terminus"])
def test_quarter_takes_no_name_from_a_station(name: str) -> None:
    assert [p.kind for p in lookup(name)][:1] == ["station"]


def test_name_of_a_town_goes_before_that_of_a_quarter() -> None:
    rivals = [key for key in of("Rajendra Nagar") if key in settlements().quarters]
    assert rivals
    assert of("Rajendra Nagar")[0] not in settlements().quarters


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("UP", "state", "Uttar Pradesh"),
        ("U.P.", "state", "Uttar Pradesh"),
        ("WB", "state", "West Bengal"),
        ("JKD", "state", "Jharkhand"),
        ("MB", "station", "Moradabad Junction"),
        ("GD", "station", "Gonda Junction"),
        ("GD", "district", "Gonda"),
        ("NDLS", "station", "New Delhi"),
        ("SDAH", "station", "Sealdah"),
        ("ALD", "station", "Prayagraj Junction"),
        ("BLY", "district", "Bareilly"),
        ("VNS", "district", "Varanasi"),
        ("USA", "country", "United States"),
        ("DLI", "state", "Delhi"),
    ],
)
def test_code_in_capitals_gives_its_place(code: str, kind: str, name: str) -> None:
    assert [p.name for p in by_code(code, kinds=[kind])] == [name]


@pytest.mark.parametrize("code", ["gd", "Gd", "up", "PS", "SHO", "GRP", "TO", "FOR", "G", "", "उप्र", "NOSUCH"])
def test_code_in_small_letters_or_of_an_office_gives_nothing(code: str) -> None:
    assert by_code(code) == []


def test_code_is_no_name() -> None:
    assert [p.kind for p in lookup("NDLS")] == []
    assert [p.kind for p in lookup("SDAH")] == []


def test_code_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        by_code("UP", kinds=["planet"])


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("district:175", "Allahabad|Ilahabad|Pryagraj|इलाहाबाद|इलाहबाद"),
        ("district:177", "Faizabad|फैजाबाद"),
        ("district:197", "Benares|Benaras|Banaras|बनारस"),
        ("district:572", "Bangalore|Banglore|बैंगलोर|बंगलौर"),
        ("district:86", "Gurgaon|गुड़गांव|गुडगांवा"),
        ("district:519", "Bombay|Bambai|बंबई|बम्बई"),
        ("district:342", "Calcutta|Kalkatta|कलकत्ता"),
        ("district:164", "Kanpur|Cawnpore"),
        ("town:141-noida", "Noida|नोएडा|नोयडा"),
        ("town:196-pt-deen-dayal-upadhyaya-nagar", "Mughalsarai|Moghalsarai|मुगलसराय|डीडीयू नगर"),
    ],
)
def test_old_and_misspelt_name_gives_the_place_of_today(key: str, names: str) -> None:
    for name in names.split("|"):
        assert of(name)[:1] == [key], name


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Sunwal", "np-district:nawalparasi"),
        ("Jamunaha", "np-district:banke"),
        ("Gaddachauki", "np-district:kanchanpur"),
        ("Teknaf", "BD"),
        ("Narail", "BD"),
        ("Kurigram", "BD"),
        ("नड़ाइल", "BD"),
        ("Abhaynagar", "town:bd-jashore"),
    ],
)
def test_place_of_a_neighbour_lies_in_its_district_or_country(name: str, above: str) -> None:
    assert above in [p.parent for p in lookup(name)]


def test_bangladesh_has_64_districts_and_none_hides_a_place_of_india() -> None:
    districts = [p for p in places(["town"]) if p.parent == "BD" and p.key.startswith("town:bd-")]
    assert len(districts) > 64
    for name in ("Gopalganj", "Chandpur", "Gazipur", "Faridpur", "Sherpur"):
        assert not lookup(name)[0].key.startswith(("town:bd-", "village:bd-")), name


def test_nepals_districts_of_today_are_found() -> None:
    for name in ("Nawalparasi West", "Nawalparasi East", "Rukum East", "पश्चिमी रुकुम"):
        assert lookup(name)[0].kind == "district", name


def test_place_abroad_of_a_home_name_ranks_after_the_one_at_home() -> None:
    shared = [keys for keys in names().values() if len(keys) > 1 and any(":np-" in k or ":bd-" in k for k in keys)]
    known = {f"{kind}:{row['slug']}" for kind in ("town", "village") for row in written("local_levels")}
    wrong = [keys for keys in shared if keys[0] in known and any(k.startswith("district:") for k in keys)]
    assert wrong == []
