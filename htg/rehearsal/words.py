"""What people say at a rehearsed event."""

COMMENTS = (
    "Count me in.",
    "We have a patch for this that nobody dares to publish. I will bring it.",
    "Is there an issue for it already? I have a feeling that I have read this before.",
    "Could this be two topics? The first half alone would make me happy.",
    "Our operators asked for exactly this last week.",
    "I tried something like it in spring and got stuck at the permissions. Happy to share what I learned.",
    "What would be the smallest thing that we can show on Friday?",
    "Whoever takes this: talk to the networking people first.",
    "I would rather read a design before we write code, but I am in.",
    "Please keep the local setup in mind, that is where I would try it.",
)

PROGRESS = (
    (
        "Everyone has a running setup, and we can show the problem in a test.",
        "We drew it on the wall and agreed on where to begin.",
        "Read a lot of code, deleted the first draft, know more now.",
    ),
    (
        "The first version runs on one laptop.",
        "It works as long as nothing goes wrong.",
        "Half of it is written, and the test fails for the right reason.",
    ),
    (
        "It works end to end for the first time.",
        "Two of us split off to write the tests.",
        "Had to take back yesterday's shortcut; the new way is simpler.",
    ),
    (
        "The pull request is open.",
        "We are down to the edge cases.",
        "Works on everybody's machine, now also in the pipeline.",
    ),
    (
        "Demo is ready, notes are written.",
        "Cleaned up, described what is missing, and slept.",
        "We stop here; what is left stands in the next steps.",
    ),
)
"""For each day of the week; a longer week stays with the last."""

BLOCKERS = (
    "The pipeline takes forty minutes.",
    "We wait for a review by somebody at home.",
    "Large images over this uplink take a coffee each.",
    "We do not understand yet why it works on two laptops only.",
)

WENT_WELL = "Everybody helped everybody, whatever team they were in."
TO_CHANGE = "We voted so late that nobody could prepare anything."
CHANGE = "Open voting two weeks earlier."
