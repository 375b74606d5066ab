variable "name" {
  description = "Identifier of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9])*$", var.name)) && length(var.name) <= 56
    error_message = "name must be 1 to 56 of a-z, 0-9 and single hyphens, a letter first."
  }
}

variable "database" {
  description = "Name of the database in the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_]{0,62}$", var.database))
    error_message = "database must be 1 to 63 letters, digits and underscores, a letter first."
  }
}

variable "engine_version" {
  description = "Version of Aurora PostgreSQL; what AWS takes by default where there is none."
  type        = string
  default     = null
}

variable "master_username" {
  description = "Name of the owner of the database."
  type        = string
  default     = "millrace"
  nullable    = false
}

variable "capacity" {
  description = "Aurora capacity units between which the database grows and shrinks; 0 lets it pause."
  type = object({
    min = optional(number, 0.5)
    max = optional(number, 4)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.capacity.min >= 0 && var.capacity.max >= 1 && var.capacity.max <= 256 && var.capacity.max >= var.capacity.min
    error_message = "capacity must have min from 0 and max from 1 to 256, max not below min."
  }
}

variable "subnet_ids" {
  description = "Private subnets, in two zones at least."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must be two subnets at least, in different zones."
  }
}

variable "security_group_ids" {
  description = "Security groups of the database."
  type        = list(string)
  nullable    = false
}

variable "backup_days" {
  description = "Days to any second of which the database can be brought back."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days must be from 1 to 35."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the database; the account's key of RDS where there is none."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted, and leaves a snapshot once it is allowed."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
