// A scanner types like a keyboard and ends with Enter: the lot's field must not send the form.
// Where the code names a last day, it is filled in; the server reads the code again.
const SEPARATOR = "\x1d";

function lastDay(text) {
  const bare = text.trim().replace(/^\](C1|d2|Q3|e0)/, "").replace(/\((\d\d)\)/g, "$1");
  const found = /^(?:01\d{14})?(?:11\d{6})?17(\d\d)(\d\d)(\d\d)/.exec(bare);
  if (!found) return "";
  const [year, month, day] = [2000 + Number(found[1]), Number(found[2]), Number(found[3])];
  const last = day || new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${String(month).padStart(2, "0")}-${String(last).padStart(2, "0")}`;
}

for (const name of ["lot", "tube"]) {
  const field = document.getElementById(name);
  const expiry = document.getElementById(`${name}_expiry`);
  field.addEventListener("keydown", (event) => {
    // Some scanners send the separator as Ctrl and a bracket, which would otherwise get lost.
    if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      field.setRangeText(SEPARATOR, field.selectionStart, field.selectionEnd, "end");
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const day = lastDay(field.value);
    if (day) expiry.value = day;
    expiry.focus();
  });
}
