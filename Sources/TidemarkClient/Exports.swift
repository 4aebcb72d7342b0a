// Addresses, requests, replies and errors are what this library's functions take and give: whoever
// imports it has them without knowing our targets.
@_exported public import Messages
@_exported public import TTRPC
@_exported public import Transport
