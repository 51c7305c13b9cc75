"""What a sign of trafficking asks of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

TELL_AHTU = register_kind(
    "support:tell_ahtu",
    "Tell the AHTU of a sign of trafficking",
    "मानव तस्करी के संकेत की सूचना एएचटीयू को देना",
    asks_proof=True,
    link_words=Bilingual("See the case", "प्रकरण देखें"),
    rule=Bilingual(
        "Supreme Court, G Ganesh, 22 May 2026: to the AHTU as soon as trafficking is suspected "
        "(six hours: our reading, to be verified by counsel)",
        (
            "उच्चतम न्यायालय, जी गणेश, 22 मई 2026: मानव तस्करी की आशंका होते ही एएचटीयू को (छह घंटे: हमारी "
            "व्याख्या, विधि अधिकारी से सत्यापन शेष)"
        ),
    ),
    fixed_hour=True,
    urgent=True,
    statutory="suspicion_to_ahtu",
)
