"""What people say at a rehearsed event."""

COMMENTS = (
    "Count me in.",
    "We have a patch for this that no one dares to publish. I'll bring it.",
    "Is there an issue for it already? I have a feeling I've read this before.",
    "Could this be two topics? The first half alone would make me happy.",
    "Our operators asked for exactly this last week.",
    "I tried something like it in spring and got stuck at the permissions. Happy to share what I learned.",
    "What's the smallest thing we could show on Friday?",
    "If you take this: talk to the networking people first.",
    "I'd rather read a design before we write code, but I'm in.",
    "Please keep the local setup in mind, that's where I'd try it.",
)

PROGRESS = (
    (
        "Everyone has a running setup, and we can show the problem in a test.",
        "We drew it on the wall and agreed on where to begin.",
        "Read a lot of code, deleted the first draft, and know more now.",
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
        "Works on everyone's machine, and now in the pipeline too.",
    ),
    (
        "The demo is ready, the notes are written.",
        "Cleaned up, wrote down what is missing, and slept.",
        "We're stopping here; what is left is in the next steps.",
    ),
)
"""For each day of the week; a longer week stays with the last."""

BLOCKERS = (
    "The pipeline takes forty minutes.",
    "We're waiting for a review from someone at home.",
    "Every large image takes a coffee over this uplink.",
    "We don't understand yet why it only works on two laptops.",
)

WENT_WELL = "Everyone helped everyone, whatever team they were in."
TO_CHANGE = "We voted so late that no one could prepare anything."
CHANGE = "Open voting two weeks earlier."
