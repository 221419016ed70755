// Shows new mail automatically, except while somebody is typing or on an older page.
const shown = Number(document.querySelector("main").dataset.accepted);
setInterval(async () => {
  const typing = document.activeElement?.tagName === "INPUT";
  if (document.hidden || typing || Number(new URLSearchParams(location.search).get("offset"))) return;
  try {
    const { accepted } = await (await fetch("/api/count")).json();
    if (accepted !== shown) location.reload();
  } catch {
    // the mailbox is unreachable; try again at the next interval
  }
}, 1500);
