"""What a clinic does with its patients: devices, lots, consents, procedures, complications."""
