// The live checker: findings while the draft is written, and files by dropping them. Nothing is kept anywhere.
import { element, english, fetchJson, local, say } from "./page";

type Finding = { rule: string; severity: string; message: Record<string, string>; span: [number, number]; quote: string };
type Report = { conforms: boolean; findings: Finding[]; text: string };

const PAUSE = 700; // ms without a key
const SHORTEST = 30;
const form = element<HTMLFormElement>("check");
const area = element<HTMLTextAreaElement>("text");
const file = element<HTMLInputElement>("file");
const live = element("live");
let waiting = 0;
let running: AbortController | undefined;

// Spans count code points; a text area counts UTF-16 units.
function place(text: string, codePoint: number): number {
  let units = 0;
  for (const char of text) {
    if (codePoint-- <= 0) break;
    units += char.length;
  }
  return units;
}

function line(finding: Finding): HTMLLIElement {
  const item = document.createElement("li");
  item.className = `finding ${finding.severity}`;
  const rule = document.createElement("a");
  rule.href = local(`/rules/${finding.rule}`);
  rule.className = "rule";
  rule.textContent = finding.rule;
  const words = document.createElement("button");
  words.type = "button";
  words.className = "link";
  words.textContent = finding.message[english ? "en" : "zh"] ?? "";
  words.addEventListener("click", () => {
    area.focus();
    area.setSelectionRange(place(area.value, finding.span[0]), place(area.value, finding.span[1]));
  });
  item.append(rule, " ", words);
  return item;
}

function show(report: Report): void {
  const title = document.createElement("p");
  title.className = "note";
  title.textContent = report.findings.length
    ? say(`发现 ${report.findings.length} 条；点一条可选中原文`, `${report.findings.length} findings; choose one to select its words`)
    : say("没有发现问题", "Nothing was found");
  const list = document.createElement("ol");
  list.className = "findings";
  list.append(...report.findings.slice(0, 100).map(line));
  live.replaceChildren(title, list);
}

async function check(): Promise<void> {
  running?.abort();
  running = new AbortController();
  const data = new FormData();
  data.set("text", area.value);
  data.set("profile", (form.elements.namedItem("profile") as HTMLSelectElement).value);
  try {
    show(await fetchJson<Report>("/check.json", { method: "POST", body: data, signal: running.signal }));
  } catch (error) {
    if ((error as Error).name !== "AbortError") live.replaceChildren();
  }
}

area.addEventListener("input", () => {
  clearTimeout(waiting);
  if (area.value.length < SHORTEST) live.replaceChildren();
  else waiting = window.setTimeout(() => void check(), PAUSE);
});

for (const name of ["dragover", "dragleave", "drop"] as const) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.toggle("dropping", name === "dragover");
    const dropped = event.dataTransfer?.files;
    if (name === "drop" && dropped?.length) {
      file.files = dropped;
      form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="page"]'));
    }
  });
}
