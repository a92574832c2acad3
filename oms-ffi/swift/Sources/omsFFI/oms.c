/* The functions of the native library are declared in the header beside this file; a target needs a source. */
