// New mail shows by itself, unless somebody is typing or has paged back.
const shown = Number(document.querySelector("main").dataset.accepted);
setInterval(async () => {
  const typing = document.activeElement?.tagName === "INPUT";
  if (document.hidden || typing || Number(new URLSearchParams(location.search).get("offset"))) return;
  try {
    const { accepted } = await (await fetch("/api/count")).json();
    if (accepted !== shown) location.reload();
  } catch {
    // the mailbox is away; the next round will tell
  }
}, 1500);
