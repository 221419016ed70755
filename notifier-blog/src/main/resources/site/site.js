// Progressive enhancement only: without this script the page shows the same content.
(() => {
  "use strict";
  const STALE_AFTER_MINUTES = 10;
  const LOOK_EVERY_SECONDS = 30;
  // What changes as time goes by while nothing happens.
  const CLOCKS = "[data-as-of], .uptime";
  const live = document.getElementById("live");

  // Times are shown in the company's time zone; the visitor's own is in the tooltip.
  function addLocalTimes(root) {
    const local = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
    for (const time of root.querySelectorAll("time[datetime*='T']")) {
      time.title = local.format(new Date(time.dateTime)) + " (your time)";
    }
    const shape = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
    const span = new Intl.DateTimeFormat(undefined, { ...shape, timeZoneName: "short" });
    for (const planned of root.querySelectorAll("[data-starts]")) {
      const starts = new Date(planned.dataset.starts);
      const ends = new Date(planned.dataset.ends);
      const [theirs, ours] = [{}, { timeZone: planned.dataset.zone }].map((zone) =>
        new Intl.DateTimeFormat("en", { ...shape, ...zone }).formatRange(starts, ends));
      if (theirs === ours) {
        continue;
      }
      const line = document.createElement("small");
      line.textContent = "In your time: " + span.formatRange(starts, ends);
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
      const age = minutes < 120 ? minutes + " minutes" : hours < 48 ? hours + " hours" : Math.floor(hours / 24) + " days";
      say("This page is " + age + " old. There may be newer information.", true);
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
      if (response.ok) {
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
    const hadFocus = before.contains(document.activeElement);
    before.replaceWith(after);
    if (hadFocus) {
      after.focus({ preventScroll: true });
    }
    document.title = fresh.title;
    say("Updated: " + after.querySelector("h1").textContent, false);
  }

  function withoutClock(main) {
    main.querySelectorAll(CLOCKS).forEach((clock) => clock.replaceWith("clock"));
    main.querySelectorAll("[data-starts] small").forEach((line) => line.remove());
    main.querySelectorAll("time").forEach((time) => time.removeAttribute("title"));
    main.querySelectorAll("details").forEach((details) => details.removeAttribute("open"));
    return main.innerHTML;
  }

  addLocalTimes(document);
  sayIfStale();
  if (document.body.hasAttribute("data-live")) {
    setInterval(look, LOOK_EVERY_SECONDS * 1000);
    document.addEventListener("visibilitychange", look);
  }
})();
