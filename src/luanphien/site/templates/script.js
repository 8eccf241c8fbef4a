// A page that was made on another day, or that stays open overnight, still marks today and shows who
// is on duty now, as far as it knows.
const made = document.documentElement.dataset.made;
const inVietnam = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });
let shown = made;

function update() {
  const day = inVietnam.format(new Date());
  if (day === shown) return;
  shown = day;
  const holds = (element) => element.dataset.from <= day && day <= element.dataset.to;
  for (const cell of document.querySelectorAll("[data-day]"))
    mark(cell, "date", cell.dataset.day === day);
  for (const row of document.querySelectorAll("tr[data-from]"))
    mark(row.querySelector("th"), "true", holds(row));
  const section = document.querySelector(".today");
  if (section) show(section, day, holds);
}

function mark(element, kind, current) {
  if (current) element.setAttribute("aria-current", kind);
  else element.removeAttribute("aria-current");
}

function show(section, day, holds) {
  const duties = [...section.querySelectorAll(".duty")];
  const now = duties.find(holds);
  const soon = section.querySelector(".soon");
  const early = soon && day < duties[0].dataset.from;
  section.querySelector(".stale").hidden = Boolean(now) || early;
  if (soon) soon.hidden = !early;
  for (const duty of duties) {
    duty.hidden = duty !== now;
    duty.querySelector(".later").hidden = false;
    const facts = duty.querySelector(".as-made");
    if (facts) facts.hidden = true;
  }
  const closed = section.querySelector(".closed");
  closed.hidden = !now || !section.dataset.daysOff.split(" ").includes(day);
  closed.textContent = "Hôm nay Trung tâm nghỉ.";
  const time = section.querySelector("h2 time");
  time.dateTime = day;
  time.textContent = day.split("-").reverse().join("/");
}

for (const when of document.querySelectorAll(".when")) when.textContent = "Hôm nay,";
update();
setInterval(update, 60000);
document.addEventListener("visibilitychange", update);
