variable "name" {
  description = "Name of the state machine, and the beginning of its role's."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,55}$", var.name))
    error_message = "name must be 1 to 55 letters, digits, hyphens and underscores."
  }
}

variable "definition" {
  description = "Definition in the Amazon States Language, as JSON."
  type        = string
  nullable    = false

  validation {
    condition     = can(jsondecode(var.definition).StartAt)
    error_message = "definition must be JSON in the Amazon States Language: an object with StartAt and States."
  }
}

variable "statements" {
  description = "What the role may do: one statement for each reason, with a sid that names it."
  type = list(object({
    sid       = string
    action    = string
    resource  = string
    condition = optional(map(map(string)), {})
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for one in var.statements : can(regex("^[A-Z][A-Za-z0-9]+$", one.sid))])
    error_message = "statements[*].sid must say the reason in capitals, such as ReadPartnerFiles."
  }

  validation {
    condition     = alltrue([for one in var.statements : !strcontains(one.action, "*")])
    error_message = "statements[*].action must be a single action, such as s3:GetObject; wildcards are refused."
  }
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
