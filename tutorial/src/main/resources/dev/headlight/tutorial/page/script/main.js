// Fills the frames of the laboratories.

const laboratories = {
  "eight-steps": eightStepsLab,
  training: trainingLab,
  moments: momentsLab,
  "digits-answer": (frame, data) => digitsLab(frame, data, {}),
  "digits-attention": (frame, data) => digitsLab(frame, data, { attention: true }),
  "digits-break": (frame, data) => digitsLab(frame, data, { attention: true, switches: true }),
};

const documents = new Map();
for (const frame of document.querySelectorAll(".lab")) {
  const id = frame.dataset.document;
  if (!documents.has(id)) documents.set(id, JSON.parse(byId(id).textContent));
  laboratories[frame.dataset.lab](frame, documents.get(id));
}
document.documentElement.dataset.ready = "";
