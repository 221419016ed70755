// Progressive enhancement only: without this script the page shows the same content.
(() => {
  "use strict";
  const STALE_AFTER_MINUTES = 10;
  const LOOK_EVERY_SECONDS = 30;
  // What changes as time goes by while nothing happens.
  const CLOCKS = "[data-as-of], .uptime";
  const live = document.getElementById("live");
  const words = live.dataset;
  const language = document.documentElement.lang;

  // Times are shown in the company's time zone, and with this script in the visitor's; the tooltip tells the other one.
  function addLocalTimes(root) {
    const isElsewhere = new Intl.DateTimeFormat().resolvedOptions().timeZone !== document.body.dataset.zone;
    const local = new Intl.DateTimeFormat(language, {
      year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short",
    });
    for (const time of isElsewhere ? root.querySelectorAll("time[datetime*='T']:not([title])") : []) {
      time.title = time.textContent;
      time.textContent = local.format(new Date(time.dateTime));
    }
    const shape = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
    const span = new Intl.DateTimeFormat(language, { ...shape, timeZoneName: "short" });
    for (const planned of root.querySelectorAll("[data-starts]")) {
      const starts = new Date(planned.dataset.starts);
      const ends = new Date(planned.dataset.ends);
      const [theirs, ours] = [{}, { timeZone: planned.dataset.zone }].map((zone) =>
        new Intl.DateTimeFormat("en", { ...shape, ...zone }).formatRange(starts, ends));
      if (theirs === ours) {
        continue;
      }
      const line = document.createElement("small");
      line.textContent = words.window + " " + span.formatRange(starts, ends);
      planned.lastElementChild.append(line);
    }
  }

  function say(text, visible) {
    if (live.textContent === text) {
      return;
    }
    const said = document.createElement("span");
    said.textContent = text;
    said.className = visible ? "" : "quiet";
    live.replaceChildren(...(text ? [said] : []));
  }

  // The status page is rewritten every minute while Kafka answers; an outdated page says so.
  function sayIfStale() {
    const asOf = document.querySelector("[data-as-of]");
    if (!asOf) {
      return;
    }
    const minutes = Math.floor((Date.now() - Date.parse(asOf.dataset.asOf)) / 60000);
    if (minutes >= STALE_AFTER_MINUTES) {
      const hours = Math.floor(minutes / 60);
      const [count, unit] =
        minutes < 120 ? [minutes, "minute"] : hours < 48 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
      const age = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
      say(words.stale.replace("%", age), true);
    } else if (live.querySelector("span:not(.quiet)")) {
      say("", false);
    }
  }

  // A changed page replaces the one shown; a screen reader announces its headline once.
  async function look() {
    if (document.hidden) {
      return;
    }
    try {
      const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      // What was withdrawn is gone here too: the page that says so takes its place.
      if (response.ok || response.status === 404) {
        show(new DOMParser().parseFromString(await response.text(), "text/html"));
      }
    } catch {
      // Offline for a moment: the page becomes outdated and says so.
    }
    sayIfStale();
  }

  function show(fresh) {
    const before = document.getElementById("main");
    const after = fresh.getElementById("main");
    if (!after) {
      return;
    }
    if (withoutClock(before.cloneNode(true)) === withoutClock(after.cloneNode(true))) {
      const [old, now] = [before, after].map((main) => main.querySelectorAll(CLOCKS));
      now.forEach((clock, at) => {
        old[at].replaceWith(clock);
        addLocalTimes(clock);
      });
      return;
    }
    const open = [...before.querySelectorAll("details[open]")].map((details) => details.closest("[id]")?.id);
    addLocalTimes(after);
    for (const id of open) {
      fresh.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    }
    // What is being typed into a form is kept.
    for (const field of before.querySelectorAll("input[id]")) {
      const same = fresh.getElementById(field.id);
      if (same) {
        same.value = field.value;
      }
    }
    const focused = before.contains(document.activeElement) ? document.activeElement : null;
    before.replaceWith(after);
    if (focused) {
      ((focused.id && document.getElementById(focused.id)) || after).focus({ preventScroll: true });
    }
    document.title = fresh.title;
    say(words.updated + " " + after.querySelector("h1").textContent, false);
  }

  function withoutClock(main) {
    main.querySelectorAll(CLOCKS).forEach((clock) => clock.replaceWith("clock"));
    main.querySelectorAll("[data-starts] small").forEach((line) => line.remove());
    main.querySelectorAll("time[title]").forEach((time) => {
      time.textContent = time.title;
      time.removeAttribute("title");
    });
    main.querySelectorAll("details").forEach((details) => details.removeAttribute("open"));
    return main.innerHTML;
  }

  // Whoever reads another of the page's languages is offered it, until they have chosen one.
  function offerLanguage() {
    const chosen = "language-chosen";
    const links = document.querySelectorAll(".languages a");
    links.forEach((link) => link.addEventListener("click", () => sessionStorage.setItem(chosen, "yes")));
    const known = (tag) => [...links].find((link) => link.hreflang === tag.split("-")[0].toLowerCase());
    const link = navigator.languages.map(known).find(Boolean);
    if (link && link.hreflang !== language && !sessionStorage.getItem(chosen)) {
      const offer = link.cloneNode();
      offer.className = "offer";
      offer.textContent = link.dataset.offer;
      link.closest(".languages").append(offer);
    }
  }

  addLocalTimes(document);
  offerLanguage();
  sayIfStale();
  if (document.body.hasAttribute("data-live")) {
    setInterval(look, LOOK_EVERY_SECONDS * 1000);
    document.addEventListener("visibilitychange", look);
  }
})();
