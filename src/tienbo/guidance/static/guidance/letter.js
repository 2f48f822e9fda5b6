// A link to a place in the text (#at-12) opens the folded text and goes there.
const show = () => {
  const place = location.hash.startsWith("#at-") && document.querySelector(location.hash);
  if (!place) return;
  place.closest("details")?.setAttribute("open", "");
  place.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", show);
show();
