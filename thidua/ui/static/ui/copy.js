// A button beside a text that is to be copied. Without scripts it stays hidden; the text can be
// selected and copied by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    // Browsers give the clipboard to secure pages only; the old way works on the others.
    if (navigator.clipboard) await navigator.clipboard.writeText(text.value);
    else document.execCommand("copy");
    button.textContent = button.dataset.done;
  });
}
