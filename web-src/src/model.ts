// The graph as it is drawn: nodes and edges by key, what was expanded, and the way back.

export type Node = { iri: string; label: string; kind: string; path: string; plan: string; year: string };
export type Edge = { source: string; target: string; relation: string; weight?: number };
export type Neighbourhood = { centre: Node; nodes: Node[]; edges: Edge[]; total: number; counts: Record<string, number> };

export const BASE = "https://w3id.org/devzone-kg/id/";
export const short = (iri: string): string => (iri.startsWith(BASE) ? iri.slice(BASE.length) : iri);
export const edgeKey = (e: Edge): string => `${short(e.source)} ${e.relation} ${short(e.target)}`;

export type State = { expanded: string[]; removed: string[]; hidden: string[]; plan: string; year: string; network: string };

export class Model {
  nodes = new Map<string, Node>();
  edges = new Map<string, Edge>();
  expanded: string[] = [];
  removed = new Set<string>();
  private past: string[] = [];

  remember(): void {
    this.past.push(JSON.stringify([[...this.nodes.values()], [...this.edges.values()], this.expanded, [...this.removed]]));
    if (this.past.length > 50) this.past.shift();
  }

  undo(): boolean {
    const before = this.past.pop();
    if (before === undefined) return false;
    const [nodes, edges, expanded, removed] = JSON.parse(before) as [Node[], Edge[], string[], string[]];
    this.nodes = new Map(nodes.map((n) => [n.iri, n]));
    this.edges = new Map(edges.map((e) => [edgeKey(e), e]));
    this.expanded = expanded;
    this.removed = new Set(removed);
    return true;
  }

  add(nodes: Node[], edges: Edge[]): void {
    for (const node of nodes) if (!this.removed.has(node.iri)) this.nodes.set(node.iri, node);
    for (const edge of edges) {
      if (this.nodes.has(edge.source) && this.nodes.has(edge.target)) this.edges.set(edgeKey(edge), edge);
    }
  }

  remove(iri: string): void {
    this.nodes.delete(iri);
    this.removed.add(iri);
    this.expanded = this.expanded.filter((e) => e !== iri);
    for (const [key, edge] of this.edges) if (edge.source === iri || edge.target === iri) this.edges.delete(key);
  }
}

// The view in the address, so that it can be sent and opened again.
export function written(state: State): string {
  const values = new URLSearchParams();
  if (state.network) values.set("network", state.network);
  for (const iri of state.expanded) values.append("open", short(iri));
  for (const iri of state.removed) values.append("without", short(iri));
  for (const name of state.hidden) values.append("hide", name);
  if (state.plan) values.set("plan", short(state.plan));
  if (state.year) values.set("year", state.year);
  return values.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
}

export function read(text: string): State {
  const values = new URLSearchParams(text);
  const whole = (part: string): string => (part.includes("://") ? part : BASE + part);
  return {
    expanded: values.getAll("open").map(whole),
    removed: values.getAll("without").map(whole),
    hidden: values.getAll("hide"),
    plan: values.get("plan") ? whole(values.get("plan")!) : "",
    year: values.get("year") ?? "",
    network: values.get("network") ?? "",
  };
}
