"""What happens to acts. The subject is the case; the body names the act, its code and its person."""

from samanvay.audit.vocabulary import register

ACT_ATTESTED = register("act:attested", "Act attested on paper", "कार्यवाही कागज़ पर सत्यापित हुई")
ACT_CONFIRMED = register("act:confirmed", "Act confirmed by the receiver", "प्राप्तकर्ता ने कार्यवाही की पुष्टि की")
ACT_CONTRADICTED = register("act:contradicted", "Act contradicted by the receiver", "प्राप्तकर्ता ने कार्यवाही का खंडन किया")
ACT_CORRECTED = register("act:corrected", "Act corrected", "कार्यवाही सुधारी गई")
ACT_DECLARED = register("act:declared", "Act recorded", "कार्यवाही दर्ज हुई")
ACT_SHARED = register("act:shared", "Act shared with the units of the case", "कार्यवाही प्रकरण की इकाइयों से साझा हुई")
ACT_WITHDRAWN = register("act:withdrawn", "Act withdrawn", "कार्यवाही वापस ली गई")
CHANGING = (ACT_ATTESTED, ACT_CONFIRMED, ACT_CONTRADICTED, ACT_CORRECTED, ACT_DECLARED, ACT_WITHDRAWN)
