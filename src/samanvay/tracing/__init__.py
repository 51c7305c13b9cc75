"""Lost and found: registers of the missing and the found, who may be whom, what people judged of it."""
