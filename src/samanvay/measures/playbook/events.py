"""What happens to measures."""

from samanvay.audit.vocabulary import register

MEASURE_BROUGHT_BACK = register("measure:brought_back", "Measure brought back", "उपाय पुनः प्रकाशित हुआ")
MEASURE_PROPOSED = register("measure:proposed", "Measure proposed", "उपाय प्रस्तावित हुआ")
MEASURE_PUBLISHED = register("measure:published", "Measure published", "उपाय प्रकाशित हुआ")
MEASURE_RETIRED = register("measure:retired", "Measure retired", "उपाय हटाया गया")
MEASURE_SHIPPED = register(
    "measure:shipped", "Text of the product for a measure loaded", "उपाय का उत्पाद वाला पाठ भरा गया"
)
MEASURE_WRITTEN = register("measure:written", "Measure written", "उपाय लिखा गया")
