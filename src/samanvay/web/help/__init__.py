"""Help: what each page is for and who may do what there, the glossary, the helplines, the guide of each post."""
