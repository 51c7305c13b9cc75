"""Names of nobody, in both scripts, that stand where a report named a person."""

import random

from samanvay.kernel.pii.patterns import is_surname


def _words(said: str) -> list[str]:
    return said.split()


_FIRST = {
    "latin": _words(
        "Anjali Kavita Rekha Sarita Nirmala Pushpa Lalita Shanti "
        "Meena Usha Kiran Asha Geeta Seema Manju Rajni Saroj "
        "Vimla Kamla Sangeeta Mohan Sohan Dinesh Mahesh Naresh "
        "Umesh Kailash Prakash Subhash Manoj Vinod Ashok Rakesh "
        "Satish Girish Jagdish Bablu Pappu Guddu Chhotu Salma "
        "Rukhsar Nasreen Shabana Imran Irfan Salim Rafiq"
    ),
    "devanagari": _words(
        "अंजलि कविता रेखा सरिता निर्मला पुष्पा ललिता शांति मीना उषा किरन "
        "आशा गीता सीमा मंजू रजनी सरोज विमला कमला संगीता मोहन सोहन "
        "दिनेश महेश नरेश उमेश कैलाश प्रकाश सुभाष मनोज विनोद अशोक राकेश "
        "सतीश गिरीश जगदीश बबलू पप्पू गुड्डू छोटू सलमा रुख़सार नसरीन "
        "शबाना इमरान इरफान सलीम रफीक"
    ),
}
_LAST = {
    "latin": _words("Kumar Singh Yadav Verma Sharma Gupta Prasad Sahu Nishad Maurya Gautam Chauhan"),
    "devanagari": _words("कुमार सिंह यादव वर्मा शर्मा गुप्ता प्रसाद साहू निषाद मौर्य गौतम चौहान"),
}


class Names:
    """Another name for each name of a report: the same word becomes the same word, and no two become one."""

    def __init__(self, taken: set[str], drawn: random.Random) -> None:
        """``taken`` are words of the report in small letters, which no invented name is."""
        self._taken = set(taken)
        self._drawn = drawn
        self._given: dict[str, str] = {}

    def instead(self, word: str) -> str:
        """Return the invented word for a word of a name, in its script and its capitals."""
        low = word.lower()
        if low not in self._given:
            script = "latin" if word.isascii() else "devanagari"
            pool = _LAST[script] if is_surname(word) else _FIRST[script]
            free = [each for each in pool if each.lower() not in self._taken] or _FIRST[script]
            self._given[low] = self._drawn.choice(free)
            self._taken.add(self._given[low].lower())
        new = self._given[low]
        return new.upper() if word.isupper() and len(word) > 1 else new.lower() if word.islower() else new

    @property
    def known(self) -> frozenset[str]:
        """The words, in small letters, for which another was given."""
        return frozenset(self._given)

    @property
    def invented(self) -> frozenset[str]:
        """The words, in small letters, that were given."""
        return frozenset(each.lower() for each in self._given.values())
