"""Every page in every phase and state, as each of its readers sees it: pictures to look at, and what is wrong.

`make gallery` fills `var/gallery`; open its `index.html`. `GALLERY=teams make gallery` takes only pages with this in
their address.
"""
