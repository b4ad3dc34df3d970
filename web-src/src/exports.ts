// What is drawn, as files: GraphML, GEXF, CSV from the model; SVG with the places of the drawing.
import type { Edge, Node } from "./model";

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ESCAPED[c] ?? c).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

const FIELDS: (keyof Node)[] = ["label", "kind", "year", "plan"];

export function graphml(nodes: Node[], edges: Edge[]): string {
  const keys = [...FIELDS.map((f) => `<key id="${f}" for="node" attr.name="${f}" attr.type="string"/>`),
    '<key id="relation" for="edge" attr.name="relation" attr.type="string"/>',
    '<key id="weight" for="edge" attr.name="weight" attr.type="double"/>'];
  const body = nodes.map((n) => `<node id="${escaped(n.iri)}">${FIELDS.map((f) => `<data key="${f}">${escaped(n[f])}</data>`).join("")}</node>`);
  const links = edges.map((e, i) => `<edge id="e${i}" source="${escaped(e.source)}" target="${escaped(e.target)}"><data key="relation">${escaped(e.relation)}</data><data key="weight">${e.weight ?? 1}</data></edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${keys.join("\n")}\n<graph edgedefault="directed">\n${[...body, ...links].join("\n")}\n</graph>\n</graphml>\n`;
}

export function gexf(nodes: Node[], edges: Edge[]): string {
  const attributes = FIELDS.slice(1).map((f, i) => `<attribute id="${i}" title="${f}" type="string"/>`).join("");
  const body = nodes.map((n) => `<node id="${escaped(n.iri)}" label="${escaped(n.label)}"><attvalues>${FIELDS.slice(1).map((f, i) => `<attvalue for="${i}" value="${escaped(n[f])}"/>`).join("")}</attvalues></node>`);
  const links = edges.map((e, i) => `<edge id="${i}" source="${escaped(e.source)}" target="${escaped(e.target)}" label="${escaped(e.relation)}" weight="${e.weight ?? 1}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n<graph defaultedgetype="directed" mode="static">\n<attributes class="node">${attributes}</attributes>\n<nodes>\n${body.join("\n")}\n</nodes>\n<edges>\n${links.join("\n")}\n</edges>\n</graph>\n</gexf>\n`;
}

const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csv(nodes: Map<string, Node>, edges: Edge[]): string {
  const rows = edges.map((e) => [e.source, nodes.get(e.source)?.label ?? "", e.relation, e.target, nodes.get(e.target)?.label ?? ""]);
  return "\ufeff" + [["source", "sourceName", "relation", "target", "targetName"], ...rows].map((r) => r.map(cell).join(",") + "\r\n").join("");
}

export type Placed = { node: Node; x: number; y: number; size: number; colour: string };

export function svg(placed: Placed[], edges: Edge[], ink: string, line: string, paper: string): string {
  const at = new Map(placed.map((p) => [p.node.iri, p]));
  const margin = 90;
  const xs = placed.map((p) => p.x), ys = placed.map((p) => p.y);
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const [width, height] = [Math.max(...xs) - left + margin, Math.max(...ys) - top + margin];
  const lines = edges.flatMap((e) => {
    const [a, b] = [at.get(e.source), at.get(e.target)];
    return a && b ? [`<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"/>`] : [];
  });
  const dots = placed.map((p) => `<circle cx="${p.x.toFixed(1)}" cy="${p.y.toFixed(1)}" r="${p.size / 2}" fill="${p.colour}"/><text x="${p.x.toFixed(1)}" y="${(p.y + p.size / 2 + 13).toFixed(1)}">${escaped(p.node.label.slice(0, 16))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${Math.round(width)}" height="${Math.round(height)}"><rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${paper}"/><g stroke="${line}">${lines.join("")}</g><g font-family="Noto Sans SC, sans-serif" font-size="11" text-anchor="middle" fill="${ink}">${dots.join("")}</g></svg>\n`;
}
