"""The older SMS API: form in, one answer and one receipt per part, five ways to sign."""
