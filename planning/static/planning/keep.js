// Keeps on this device what is typed into a form, until the page after it says that it has arrived.
const arrived = document.querySelector("[data-arrived]");
if (arrived) localStorage.removeItem(`kept:${arrived.dataset.arrived}`);

const form = document.querySelector("form[data-keep]");
if (form) {
  const key = `kept:${location.pathname}`;
  const note = form.querySelector("[data-kept]");
  const fields = () => [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "submit");
  const isUntouched = () => fields().every((field) => field.type === "radio" ? !field.checked : !field.value);

  function keep() {
    const typed = fields().filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]);
    const at = new Date().toLocaleTimeString("de", { hour: "2-digit", minute: "2-digit" });
    try {
      localStorage.setItem(key, JSON.stringify(typed));
      note.textContent = `Saved on this device at ${at}`;
    } catch {
      note.textContent = "This device keeps nothing: send it before you leave.";
    }
  }

  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (kept && isUntouched()) {
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    if (form.elements.details?.value) form.querySelector("details").open = true;
    note.textContent = "This is what you typed before. It has not been sent yet.";
  }
  form.addEventListener("input", keep);
}
