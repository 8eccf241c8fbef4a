// A page that was made on another day still marks today and shows who is on duty now.
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
if (today !== document.documentElement.dataset.made) {
  for (const cell of document.querySelectorAll("[aria-current=date]")) cell.removeAttribute("aria-current");
  const cell = document.querySelector(`[data-day="${today}"]`);
  cell?.setAttribute("aria-current", "date");
  const section = document.querySelector(".today");
  if (section) {
    const duties = [...section.querySelectorAll(".duty")];
    const now = duties.find((duty) => duty.dataset.from <= today && today <= duty.dataset.to);
    section.querySelector(".stale").hidden = Boolean(now);
    if (now) {
      for (const duty of duties) duty.hidden = duty !== now;
      const closed = section.querySelector(".closed");
      closed.hidden = !cell?.matches(".off, .weekend:not(.workday)");
      closed.textContent = "Hôm nay Trung tâm nghỉ.";
      const [year, month, day] = today.split("-");
      const time = section.querySelector("h2 time");
      time.dateTime = today;
      time.textContent = `${day}/${month}/${year}`;
    }
  }
}
