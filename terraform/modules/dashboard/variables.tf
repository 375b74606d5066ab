variable "name" {
  description = "Name of the dashboard."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.name))
    error_message = "name must be 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "body" {
  description = "Body of the dashboard, as JSON."
  type        = string
  nullable    = false

  validation {
    condition     = can(jsondecode(var.body).widgets)
    error_message = "body must be JSON: an object with widgets."
  }
}
