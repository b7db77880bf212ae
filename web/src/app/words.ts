export const words = {
  brand: "Tacet",
  newNote: "New note",
  footer: "Sealed in your browser, opened in your reader’s. The server in between never has the key.",
  loading: "Loading…",
  titles: {
    write: "New note – Tacet",
    open: "A note for you – Tacet",
    receipt: "Your note – Tacet",
    unknown: "Not found – Tacet",
  },
  plainHttp:
    "This page came over plain HTTP: anybody on the way here can read and change it. Do not trust it with a secret. Its operator can mend this with HTTPS.",
  notLoaded: {
    title: "This page did not load",
    text: "A part of it could not be fetched. Nothing was asked about any note. Please reload the page.",
    reload: "Reload",
  },
  notFound: { title: "There is nothing here", text: "This address has no page.", home: "Write a note" },
  gaps: {
    insecure_page: {
      title: "Notes cannot work on this page",
      text: "It came over plain HTTP, and browsers withhold their cryptography from such pages. Nothing was sent, and no note was touched. Ask the operator for an address that begins with https://.",
    },
    old_browser: {
      title: "This browser is too old for notes",
      text: "It lacks a part of the cryptography that a note needs (Ed25519 in WebCrypto). Nothing was sent, and no note was touched: open the same link in a current Chrome, Edge, Firefox or Safari.",
    },
  },
} as const;
