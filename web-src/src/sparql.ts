// The query page: the editor with this endpoint and our prefixes; results lead to the pages of things.
import Yasgui from "@zazuko/yasgui";
import { element } from "./page";

const BASE = "https://w3id.org/devzone-kg/";
const ENDPOINT = `${location.origin}/sparql`;
const frame = element("yasgui");
const form = document.querySelector<HTMLFormElement>("form.ask")!;
const query = element<HTMLTextAreaElement>("query");

frame.hidden = false;
form.hidden = true;
Yasgui.Yasqe.forkAutocompleter("prefixes", {
  name: "prefixes-local",
  persistenceId: null,
  get: () => Object.entries(JSON.parse(frame.dataset["prefixes"] ?? "{}") as Record<string, string>).map(([p, iri]) => `${p}: <${iri}>`),
});
Yasgui.Yasqe.defaults.autocompleters = ["variables", "prefixes-local"];

const yasgui = new Yasgui(frame, {
  requestConfig: { endpoint: ENDPOINT, method: "GET" },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: null,
  yasr: { prefixes: JSON.parse(frame.dataset["prefixes"] ?? "{}") as Record<string, string> },
} as never);

const tab = yasgui.getTab() ?? yasgui.addTab(true);
tab.setEndpoint(ENDPOINT);
tab.setQuery(query.value);
if (document.querySelector("section.results")) {
  (document.querySelector("section.results") as HTMLElement).hidden = true;
  void tab.query().catch(() => undefined);
}

for (const link of document.querySelectorAll<HTMLAnchorElement>(".questions a")) {
  const target = new URL(link.href);
  const asked = target.searchParams.get("query");
  if (!asked || [...target.searchParams.keys()].some((key) => key.startsWith("$"))) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    tab.setQuery(asked);
    frame.scrollIntoView();
    void tab.query().catch(() => undefined);
  });
}

// An IRI of ours is shown by this server.
frame.addEventListener("click", (event) => {
  const place = event.target as Element; // a shortened cell shows its dots above the link
  const link = place.closest<HTMLAnchorElement>(".yasr a[href]") ?? place.closest(".yasr td")?.querySelector<HTMLAnchorElement>("a.iri");
  if (!link?.href.startsWith(BASE)) return;
  event.preventDefault();
  location.href = "/" + link.href.slice(BASE.length);
}, true);

for (const area of frame.querySelectorAll(".CodeMirror textarea")) area.setAttribute("aria-label", "SPARQL");
