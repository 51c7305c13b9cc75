"""What happens to the library of the law."""

from samanvay.audit.vocabulary import register

LAW_CHECKED = register("law:checked", "Entry of the law read by counsel", "विधि प्रविष्टि विधि अधिकारी द्वारा जाँची गई")
LAW_CHECK_UNDONE = register(
    "law:check_undone",
    "Counsel's word on an entry of the law taken back",
    "विधि अधिकारी का मत वापस लिया गया",
)
LAW_LEFT = register("law:left", "Entry of the law left out of the library", "विधि प्रविष्टि पुस्तकालय से हटाई गई")
LAW_SHIPPED = register("law:shipped", "Edition of the law taken in", "विधि प्रविष्टि का संस्करण दर्ज हुआ")
