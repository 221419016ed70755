// Searches the parts of the index, newest first, until there is a page full of results; the rest on demand.
(() => {
  "use strict";
  const WANTED = 20;
  const form = document.getElementById("search");
  const results = document.getElementById("results");
  const found = document.getElementById("found");
  const live = document.getElementById("live");
  const more = document.getElementById("more");
  const words = form.dataset;
  const language = document.documentElement.lang;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const parts = new Map();
  let run = 0;

  // Shown above the results, and announced by the page's one live region.
  function say(text) {
    const said = document.createElement("span");
    said.className = "quiet";
    said.textContent = text;
    live.replaceChildren(said);
    found.textContent = text;
  }

  // Without case and accents.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  async function part(name) {
    if (!parts.has(name)) {
      const response = await fetch(words.parts + name + ".json");
      if (!response.ok) {
        throw new Error(response.status);
      }
      const { items } = await response.json();
      parts.set(name, items.map((item) => {
        const told = item.in?.[language];
        return { ...item, ...told, plain: plain([item.title, item.text, told?.title, told?.text].join(" ")) };
      }));
    }
    return parts.get(name);
  }

  function entry(item) {
    const link = document.createElement("a");
    link.href = words.base + "/incidents/" + item.slug;
    link.textContent = item.title;
    const title = document.createElement("h2");
    title.append(link);
    const when = document.createElement("p");
    when.className = "when";
    when.textContent = date.format(new Date(item.time));
    const text = document.createElement("p");
    text.className = "excerpt";
    text.textContent = item.text.length > 200 ? item.text.slice(0, 200) + "…" : item.text;
    const article = document.createElement("article");
    article.className = "line";
    article.append(title, when, ...(item.text ? [text] : []));
    return article;
  }

  async function search() {
    const mine = ++run;
    const terms = plain(form.elements.q.value).split(/\s+/).filter(Boolean);
    const component = form.elements.component.value;
    results.replaceChildren();
    more.hidden = true;
    if (!terms.length && !component) {
      say("");
      return;
    }
    const matches = (item) =>
      (!component || item.components.includes(component)) && terms.every((term) => item.plain.includes(term));
    const names = ["newest", ...Array.from({ length: Number(words.archived) }, (_, at) => Number(words.archived) - at)];
    await take(mine, names, matches, 0);
  }

  async function take(mine, names, matches, hits) {
    const goal = hits + WANTED;
    more.onclick = null;
    const again = () => take(mine, names, matches, hits);
    try {
      while (names.length && hits < goal) {
        const items = await part(names[0]);
        if (mine !== run) {
          return;
        }
        names.shift();
        const matching = items.filter(matches);
        results.append(...matching.map(entry));
        hits += matching.length;
      }
    } catch {
      say(words.failed);
      more.onclick = again;
      return;
    }
    say(hits ? words.found.replace("%", hits + (names.length ? "+" : "")) : words.none);
    more.hidden = !names.length;
    more.onclick = again;
  }

  function remember() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", "?" + query);
  }

  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  form.elements.component.value = asked.get("component") ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember();
    search();
  });
  form.elements.component.addEventListener("change", () => form.requestSubmit());
  form.hidden = false;
  search();
})();
