// What all scripts share: the language of the page, elements by id, requests to this server.

export const english = document.documentElement.lang === "en";

export const say = (zh: string, en: string): string => (english ? en : zh);

export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

export async function fetchJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" }, ...init });
  const data: unknown = await response.json();
  if (!response.ok) {
    const told = data as { error?: string; detail?: string; detail_zh?: string };
    throw new Error(told.error ?? (english ? told.detail : told.detail_zh) ?? String(response.status));
  }
  return data as T;
}

export const local = (path: string): string => (english ? `${path}${path.includes("?") ? "&" : "?"}lang=en` : path);

export function save(name: string, data: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
