package generator_test

// checkSheet is the sheet in which the statements are seen to agree.
const checkSheet = "校验"
