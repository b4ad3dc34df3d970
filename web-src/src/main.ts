// Small comforts: a form marked `data-auto` sends itself when something in it changes.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit]")) button.hidden = true;
}
