// The front end: one file a page under a fixed name, fonts beside; everything is served by this site alone.
import { resolve } from "node:path";
import { defineConfig } from "vite";

const source = (name) => resolve(import.meta.dirname, "src", name);

// Browsers of today read woff2: the older form would double the package.
const woff2Only = {
  name: "woff2-only",
  generateBundle(_, bundle) {
    for (const [name, asset] of Object.entries(bundle)) {
      if (name.endsWith(".woff")) delete bundle[name];
      else if (name.endsWith(".css")) asset.source = String(asset.source).replace(/,\s*url\([^)]*\.woff\)\s*format\((["']?)woff\1\)/g, "");
    }
  },
};

export default defineConfig({
  base: "./",
  plugins: [woff2Only],
  build: {
    outDir: resolve(import.meta.dirname, "../src/devzone_kg/web/static/assets"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    modulePreload: false,
    target: "es2022",
    rollupOptions: {
      input: {
        main: source("main.ts"),
        graph: source("graph.ts"),
        check: source("check.ts"),
        sparql: source("sparql.ts"),
        "sparql-style": source("sparql-style.css"),
        fonts: source("fonts.css"),
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: ({ names }) => (/\.woff2?$/.test(names[0] ?? "") ? "fonts/[name][extname]" : "[name][extname]"),
      },
    },
  },
});
