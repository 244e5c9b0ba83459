"use strict";
// Searches, filters and sorts the projects of the page. All its texts come from the page itself.
(() => {
  const form = document.getElementById("choose");
  const found = document.getElementById("found");
  const table = document.getElementById("table");
  const words = document.getElementById("words");
  const body = table.tBodies[0];
  const selects = [...form.querySelectorAll("select")];
  const pageTitle = document.title;
  let opened = null;

  const bars = new Map();
  for (const bar of document.querySelectorAll(".bars li")) {
    bars.set(bar.firstElementChild.getAttribute("href"), bar);
  }
  const projects = [...body.rows].map((row) => {
    const address = row.querySelector("a").getAttribute("href");
    const page = document.getElementById(address.slice(1));
    return { row, page, bar: bars.get(address), marks: new Set(row.dataset.f.split(" ")), text: null };
  });

  // As projectkit compares text: without accents and case, "co-creatie" as "cocreatie".
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/(?<=[\p{L}\p{N}])[-'’‑](?=[\p{L}\p{N}])/gu, "");
  const textOf = (project) => (project.text ??= fold(`${project.row.textContent} ${project.page.textContent}`));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const written = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, found.dataset.thousands);

  const tell = (shown) => {
    const number = projects.length;
    const { all, none, some } = found.dataset;
    const values = { shown: written(shown), number: written(number) };
    found.textContent = fill(some, values);
    if (shown === 0) found.textContent = none;
    if (shown === number) found.textContent = all;
    const note = document.querySelector(".filtered");
    if (note) {
      note.hidden = shown === number;
      note.querySelector("span").textContent = fill(some, values);
    }
  };

  const choose = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const marks = selects.map((select) => select.value).filter(Boolean);
    let shown = 0;
    for (const project of projects) {
      const fits =
        marks.every((mark) => project.marks.has(mark)) && wanted.every((word) => textOf(project).includes(word));
      for (const part of [project.row, project.page, project.bar]) {
        if (part) part.hidden = !fits;
      }
      shown += fits ? 1 : 0;
    }
    tell(shown);
  };

  const clear = () => {
    form.reset();
    choose();
    words.focus();
  };

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const keyOf = (row, place) => {
    const cell = row.cells[place];
    return (cell.dataset.k ?? cell.textContent).trim();
  };
  const sort = (head) => {
    const place = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    const numbers = "numbers" in head.dataset;
    const compare = (one, two) => (numbers ? Number(one) - Number(two) : collator.compare(one, two));
    const keyed = projects.map((project) => [keyOf(project.row, place), project.row]);
    keyed.sort(([one], [two]) => {
      // Projects without a value come last, in either order.
      if (!one || !two) return (one ? 0 : 1) - (two ? 0 : 1);
      return down ? compare(two, one) : compare(one, two);
    });
    body.append(...keyed.map(([, row]) => row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const told = found.textContent.split(" – ")[0];
    found.textContent = `${told} – ${fill(down ? found.dataset.down : found.dataset.up, { column: head.textContent })}`;
  };
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // In print, the heading is repeated on each sheet; a button would not be.
    head.dataset.head = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  table.tHead.rows[0].cells[0].setAttribute("aria-sort", "ascending");

  // The part of the address behind "#": a project to open, or choices such as "f=t3+y2020".
  const follow = () => {
    const part = decodeURIComponent(location.hash.slice(1));
    const page = part.startsWith("p-") ? document.getElementById(part) : null;
    if (page) {
      const title = page.querySelector("h2");
      document.title = `${title.textContent} – ${pageTitle}`;
      title.focus({ preventScroll: true });
      return;
    }
    document.title = pageTitle;
    if (part.startsWith("f=")) {
      const marks = part.slice(2).split("+");
      words.value = "";
      for (const select of selects) {
        select.value = marks.find((mark) => [...select.options].some((option) => option.value === mark)) ?? "";
      }
      choose();
      document.getElementById("projects").scrollIntoView();
      words.focus({ preventScroll: true });
    } else if (opened?.isConnected && opened.offsetParent) {
      opened.focus({ preventScroll: part !== "projects" });
    }
    opened = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.closest(".overview")) opened = link;
    // The same choice again does not change the address, but must be followed.
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  for (const button of document.querySelectorAll("button.clear")) button.addEventListener("click", clear);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", choose);
  addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
})();
