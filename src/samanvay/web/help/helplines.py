"""The national helplines of India that an officer gives on."""

from samanvay.kernel.bilingual import Bilingual

HELPLINES: tuple[tuple[str, Bilingual], ...] = (
    ("112", Bilingual("Emergency: police, fire, ambulance", "आपातकाल: पुलिस, अग्निशमन, एंबुलेंस")),
    (
        "1098",
        Bilingual("Child helpline, for a child in need, day and night", "चाइल्ड हेल्पलाइन, संकट में बच्चे के लिए, दिन-रात"),
    ),
    ("181", Bilingual("Women helpline", "महिला हेल्पलाइन")),
    ("1930", Bilingual("Cybercrime helpline, for fraud and threats online", "साइबर अपराध हेल्पलाइन, ऑनलाइन ठगी और धमकी")),
    ("139", Bilingual("Railway helpline, on trains and at stations", "रेलवे हेल्पलाइन, ट्रेन में और स्टेशन पर")),
)
SOURCE = Bilingual(
    "Emergency Response Support System (112), Mission Vatsalya (1098), Mission Shakti (181), Indian Cyber Crime "
    "Coordination Centre (1930), Ministry of Railways (139). For other numbers of your district ask your control room.",
    "आपातकालीन प्रतिक्रिया सहायता प्रणाली (112), मिशन वात्सल्य (1098), मिशन शक्ति (181), भारतीय साइबर अपराध समन्वय "
    "केंद्र (1930), रेल मंत्रालय (139)। जनपद के अन्य नंबर अपने नियंत्रण कक्ष से पूछें।",
)
