"""What happens to guests."""

from samanvay.audit.vocabulary import register

GUESTS_INVITED = register("guest:invited", "Guests of a batch invited", "बैच के अतिथि आमंत्रित हुए")
GUEST_ADDRESS_DRAWN = register(
    "guest:address_drawn", "Address for a guest's answer made", "अतिथि के उत्तर का पता बनाया गया"
)
GUEST_ANSWERED = register("guest:answered", "Guest answered an invitation", "अतिथि ने आमंत्रण का उत्तर दिया")
GUEST_ERASED = register("guest:erased", "Guest's details deleted", "अतिथि का विवरण मिटाया गया")
GUEST_NOTED = register("guest:noted", "Attendance of a guest recorded", "अतिथि की उपस्थिति दर्ज हुई")
GUEST_SENT = register("guest:sent", "Message to a guest sent", "अतिथि को संदेश भेजा गया")
