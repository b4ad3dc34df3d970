// The graph: start from a thing, expand, filter, search, undo; a table says the same; the view is in the address.
import cytoscape, { type Core, type NodeSingular } from "cytoscape";
// @ts-expect-error: the package has no types
import fcose from "cytoscape-fcose";
import { csv, gexf, graphml, svg } from "./exports";
import { BASE, Model, edgeKey, read, short, written, type Edge, type Neighbourhood, type Node } from "./model";
import { element, english, fetchJson, local, save, say } from "./page";

cytoscape.use(fcose);

const LIMIT = 40;
const MOST = 5000;
const LABELS = 400; // nodes up to which every label is drawn
const ROWS = 500;
const frame = element("graph");
const relations = JSON.parse(frame.dataset["relations"] ?? "{}") as Record<string, [string, string]>;
const model = new Model();
const limits = new Map<string, number>();
let hidden = new Set<string>();
let network = "";
let cy: Core;

const relationName = (name: string): string => relations[name]?.[english ? 1 : 0] ?? name;
const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const status = (text: string): void => void (element("graph-status").textContent = text);

function style(): cytoscape.StylesheetJson {
  const kinds: [string, string, cytoscape.Css.NodeShape][] = [
    ["plan", "--red", "round-rectangle"], ["duty", "--official", "rectangle"], ["unit", "--support", "ellipse"],
    ["zone", "--implement", "diamond"], ["target", "--responsible", "triangle"], ["policy", "--soft", "rectangle"],
    ["other", "--rule", "ellipse"],
  ];
  return [
    { selector: "node", style: {
      "label": "data(short)", "font-family": "Noto Sans SC, Noto Sans CJK SC, sans-serif", "font-size": 11, "color": colour("--ink"),
      "text-valign": "bottom", "text-margin-y": 3, "width": "data(size)", "height": "data(size)", "text-wrap": "wrap", "text-max-width": "130px",
      "text-background-color": colour("--sheet"), "text-background-opacity": 0.75, "min-zoomed-font-size": 7 } },
    ...kinds.map(([kind, name, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { "background-color": colour(name), "shape": shape } })),
    { selector: "edge", style: { "width": 1, "line-color": colour("--rule"), "curve-style": "haystack" } },
    { selector: 'edge[relation = "leads"]', style: { "line-color": colour("--lead"), "width": 2 } },
    { selector: 'edge[relation = "supports"]', style: { "line-color": colour("--support"), "line-style": "dashed" } },
    { selector: 'edge[relation = "isResponsibleFor"]', style: { "line-color": colour("--responsible"), "width": 2 } },
    { selector: 'edge[relation = "carriesOut"]', style: { "line-color": colour("--implement"), "line-style": "dotted" } },
    { selector: "node:selected", style: { "border-width": 3, "border-color": colour("--ink") } },
    { selector: ".found", style: { "border-width": 4, "border-color": colour("--red") } },
    { selector: ".faded", style: { "opacity": 0.2 } },
  ];
}

function visible(): { nodes: Node[]; edges: Edge[] } {
  const plan = element<HTMLSelectElement>("graph-plan").value;
  const year = element<HTMLSelectElement>("graph-year").value;
  const years = new Map([...model.nodes.values()].filter((n) => n.year).map((n) => [n.iri, n.year]));
  const nodes = [...model.nodes.values()].filter((n) => {
    if (hidden.has(n.kind)) return false;
    if (plan && n.plan && n.plan !== plan) return false;
    const its = n.year || years.get(n.plan) || "";
    return !year || !its || its === year;
  });
  const shown = new Set(nodes.map((n) => n.iri));
  const edges = [...model.edges.values()].filter((e) => shown.has(e.source) && shown.has(e.target) && !hidden.has(e.relation));
  if (!plan && !year && hidden.size === 0) return { nodes, edges };
  const joined = new Set(edges.flatMap((e) => [e.source, e.target]));
  return { nodes: nodes.filter((n) => joined.has(n.iri) || model.expanded.includes(n.iri)), edges };
}

function draw(layOut = true): void {
  const { nodes, edges } = visible();
  const degree = new Map<string, number>();
  for (const e of edges) for (const end of [e.source, e.target]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const wanted = new Set([...nodes.map((n) => n.iri), ...edges.map(edgeKey)]);
  cy.batch(() => {
    cy.elements().filter((e) => !wanted.has(e.id())).remove();
    const fresh = [
      ...nodes.filter((n) => cy.getElementById(n.iri).empty()).map((n) => ({ group: "nodes" as const, data: {
        id: n.iri, kind: n.kind, short: n.label.length > 14 ? n.label.slice(0, 13) + "…" : n.label, size: 22 } })),
      ...edges.filter((e) => cy.getElementById(edgeKey(e)).empty()).map((e) => ({ group: "edges" as const, data: {
        id: edgeKey(e), source: e.source, target: e.target, relation: e.relation } })),
    ];
    cy.add(fresh);
    cy.nodes().forEach((n: NodeSingular) => void n.data("size", 18 + Math.min(26, 3 * Math.sqrt(degree.get(n.id()) ?? 0))));
  });
  if (layOut && nodes.length) arrange();
  table(nodes, edges);
  choices();
  status(say(`图中 ${nodes.length} 个事物，${edges.length} 条关系。`, `${nodes.length} things and ${edges.length} relations in the picture.`));
  address();
}

function arrange(): void {
  const large = cy.nodes().length > LABELS;
  const began = performance.now();
  cy.layout({
    name: "fcose", animate: false, randomize: true, quality: large ? "draft" : "default", nodeDimensionsIncludeLabels: !large,
    nodeSeparation: 90, idealEdgeLength: large ? 50 : 95, packComponents: !large,
  } as cytoscape.LayoutOptions).run();
  if (cy.zoom() > 1.25) {
    cy.zoom(1.25);
    cy.center();
  }
  frame.dataset["laidOut"] = String(Math.round(performance.now() - began));
}

function table(nodes: Node[], edges: Edge[]): void {
  const rows = element("graph-rows");
  const known = new Map(nodes.map((n) => [n.iri, n]));
  rows.replaceChildren(...edges.slice(0, ROWS).map((e) => {
    const row = document.createElement("tr");
    for (const part of [e.source, null, e.target]) {
      const cell = row.insertCell();
      if (part === null) {
        cell.textContent = relationName(e.relation);
        if (english) cell.lang = "en";
        continue;
      }
      const node = known.get(part);
      const link = document.createElement("a");
      link.href = local(node?.path ?? "/id/" + short(part));
      link.textContent = node?.label.slice(0, 40) ?? short(part);
      const pick = document.createElement("button");
      pick.type = "button";
      pick.className = "link more";
      pick.textContent = say("展开", "expand");
      pick.setAttribute("aria-label", `${pick.textContent} ${node?.label.slice(0, 40) ?? ""}`);
      pick.addEventListener("click", () => void expand(part));
      cell.append(link, " ", pick);
    }
    return row;
  }));
}

function choices(): void {
  const plans = element<HTMLSelectElement>("graph-plan"), years = element<HTMLSelectElement>("graph-year");
  const fill = (select: HTMLSelectElement, options: [string, string][]): void => {
    const kept = select.value;
    const first = select.options[0];
    select.replaceChildren(...(first ? [first] : []), ...options.map(([value, text]) => new Option(text.slice(0, 30), value)));
    select.value = kept;
  };
  const all = [...model.nodes.values()];
  fill(plans, [...new Set(all.map((n) => n.plan).filter(Boolean))].map((iri) => [iri, model.nodes.get(iri)?.label ?? short(iri)]));
  fill(years, [...new Set(all.map((n) => n.year).filter(Boolean))].sort().map((y) => [y, y]));
}

function address(): void {
  const state = { expanded: model.expanded, removed: [...model.removed], hidden: [...hidden], network,
    plan: element<HTMLSelectElement>("graph-plan").value, year: element<HTMLSelectElement>("graph-year").value };
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname + (query.get("lang") === "en" ? "?lang=en" : "") + "#" + written(state));
}

async function expand(iri: string): Promise<void> {
  const limit = limits.has(iri) ? (limits.get(iri) ?? LIMIT) * 4 : LIMIT;
  const { neighbourhood: found } = await fetchJson<{ neighbourhood: Neighbourhood | null }>(
    `/graph.json?node=${encodeURIComponent(short(iri))}&limit=${limit}`);
  if (!found) return;
  model.remember();
  model.removed.delete(iri);
  limits.set(iri, limit);
  if (!model.expanded.includes(iri)) model.expanded.push(iri);
  const room = MOST - model.nodes.size;
  model.add([found.centre, ...found.nodes.slice(0, Math.max(0, room))], found.edges);
  draw();
  about(found.centre, found);
}

function about(node: Node, found?: Neighbourhood): void {
  const box = element("graph-about");
  const title = document.createElement("p");
  const link = document.createElement("a");
  link.href = local(node.path);
  link.textContent = node.label;
  link.lang = "zh-CN";
  title.append(link);
  const lines = [title];
  if (found) {
    const shown = found.nodes.length;
    const more = document.createElement("p");
    more.textContent = say(`共 ${found.total} 个相邻，图中 ${shown} 个`, `${found.total} neighbours, ${shown} drawn`)
      + (shown < found.total ? say("；再点“展开”看更多", "; expand again for more") : "");
    const counts = document.createElement("p");
    counts.className = "from";
    counts.textContent = Object.entries(found.counts).map(([name, n]) => `${relationName(name)} ${n}`).join(" · ");
    lines.push(more, counts);
  }
  box.replaceChildren(...lines);
  box.hidden = false;
}

function chosen(): string | undefined {
  return cy.nodes(":selected").first().id() ?? model.expanded.at(-1);
}

async function exported(form: string): Promise<void> {
  const { nodes, edges } = visible();
  const text = (data: string, type: string): void => save(`devzone-kg.${form}`, new Blob([data], { type }));
  if (form === "png") save("devzone-kg.png", cy.png({ output: "blob", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: colour("--sheet") }));
  else if (form === "graphml") text(graphml(nodes, edges), "application/graphml+xml");
  else if (form === "gexf") text(gexf(nodes, edges), "application/gexf+xml");
  else if (form === "csv") text(csv(model.nodes, edges), "text/csv");
  else text(svg(cy.nodes().map((n) => ({ node: model.nodes.get(n.id())!, ...n.position(), size: n.width(), colour: n.style("background-color") as string })), edges,
    colour("--ink"), colour("--rule"), colour("--sheet")), "image/svg+xml");
}

let waiting = 0;
function suggest(input: HTMLInputElement): void {
  clearTimeout(waiting);
  waiting = window.setTimeout(async () => {
    if (!input.value.trim()) return;
    const { found } = await fetchJson<{ found: { name: string; path: string; others: string[] }[] }>("/search.json?q=" + encodeURIComponent(input.value));
    const exact = found.find((f) => f.name === input.value || `${f.name} ${f.others[0] ?? ""}`.trim() === input.value);
    if (exact) {
      input.value = "";
      await expand(BASE + exact.path.slice(1));
      return;
    }
    element("graph-found").replaceChildren(...found.slice(0, 12).map((f) => new Option(f.path.split("/")[1], f.name)));
    input.dataset["first"] = found[0]?.path ?? "";
  }, 200);
}

function find(text: string): void {
  cy.elements().removeClass("found faded");
  if (!text.trim()) return;
  const found = cy.nodes().filter((n) => (model.nodes.get(n.id())?.label ?? "").includes(text.trim()));
  cy.elements().addClass("faded");
  found.removeClass("faded").addClass("found");
  found.connectedEdges().removeClass("faded");
  if (found.nonempty()) cy.animate({ center: { eles: found }, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
  status(say(`找到 ${found.length} 个`, `${found.length} found`));
}

function listen(): void {
  const press = (id: string, action: () => void): void => element(id).addEventListener("click", action);
  press("graph-expand", () => { const iri = chosen(); if (iri) void expand(iri); });
  press("graph-remove", () => {
    const iri = chosen();
    if (iri) { model.remember(); model.remove(iri); draw(false); }
  });
  press("graph-undo", () => { if (model.undo()) draw(); else status(say("没有可撤销的步骤。", "There is nothing to undo.")); });
  press("graph-layout", () => arrange());
  press("graph-fit", () => void cy.fit(undefined, 30));
  const search = element<HTMLInputElement>("graph-search");
  search.addEventListener("input", () => suggest(search));
  search.addEventListener("keydown", (event) => {
    const first = search.dataset["first"];
    if (event.key === "Enter" && first) { search.value = ""; void expand(BASE + first.slice(1)); }
  });
  const finder = element<HTMLInputElement>("graph-find");
  finder.addEventListener("input", () => find(finder.value));
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-kind], [data-relation]")) {
    const name = box.dataset["kind"] ?? box.dataset["relation"] ?? "";
    box.checked = !hidden.has(name);
    box.addEventListener("change", () => { if (box.checked) hidden.delete(name); else hidden.add(name); draw(); });
  }
  for (const id of ["graph-plan", "graph-year"]) element(id).addEventListener("change", () => draw());
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-export]")) {
    button.addEventListener("click", () => void exported(button.dataset["export"] ?? "csv"));
  }
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (step) { cy.panBy({ x: step[0]!, y: step[1]! }); event.preventDefault(); }
    else if (event.key === "+" || event.key === "-") cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.2 : 1 / 1.2), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  });
  cy.on("tap", "node", (event) => { const node = model.nodes.get(event.target.id()); if (node) about(node); });
  cy.on("dbltap", "node", (event) => void expand(event.target.id()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void cy.style(style()));
}

async function start(): Promise<void> {
  const state = read(location.hash.slice(1));
  const asked = new URLSearchParams(location.search);
  network = state.network || asked.get("network") || "";
  hidden = new Set(state.hidden);
  model.removed = new Set(state.removed);
  frame.hidden = element("graph-tools").hidden = false;
  await document.fonts.load('11px "Noto Sans SC"', "图谱").catch(() => []);
  const marker = document.createElement("meta"); // else Cytoscape adds a style element, which the policy of this site refuses
  marker.id = "__________cytoscape_stylesheet";
  document.head.append(marker);
  cy = cytoscape({ container: frame, style: style(), textureOnViewport: true, hideEdgesOnViewport: true, minZoom: 0.05, maxZoom: 4 });
  listen();
  if (network) {
    const whole = await fetchJson<{ nodes: Node[]; edges: Edge[] }>("/graph/network.json?name=" + encodeURIComponent(network));
    model.add(whole.nodes.slice(0, MOST), whole.edges);
  }
  const first = asked.get("node") ?? frame.dataset["start"];
  const wanted = state.expanded.length || network ? state.expanded : first ? [BASE + first] : [];
  for (const iri of wanted) await reopen(iri);
  if (first && !state.expanded.length && !network) await widen(BASE + first);
  draw();
  choose("graph-plan", state.plan);
  choose("graph-year", state.year);
  frame.dataset["ready"] = "true";
}

// A thing with few neighbours says little alone: its duties are opened as well.
async function widen(iri: string): Promise<void> {
  const duties = [...model.nodes.values()].filter((n) => n.kind === "duty" && n.iri !== iri);
  if (model.nodes.get(iri)?.kind !== "unit" || duties.length > 6) return;
  for (const duty of duties) await reopen(duty.iri, false);
}

async function reopen(iri: string, told = true): Promise<void> {
  const { neighbourhood: found } = await fetchJson<{ neighbourhood: Neighbourhood | null }>(
    `/graph.json?node=${encodeURIComponent(short(iri))}&limit=${LIMIT}`);
  if (!found) return;
  limits.set(iri, LIMIT);
  model.expanded.push(iri);
  model.add([found.centre, ...found.nodes], found.edges);
  if (told) about(found.centre, found);
}

function choose(id: string, value: string): void {
  if (!value) return;
  element<HTMLSelectElement>(id).value = value;
  draw();
}

start().catch((error: unknown) => status(say("图谱未能载入：", "The graph could not be loaded: ") + String(error)));
