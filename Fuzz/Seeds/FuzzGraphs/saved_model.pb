
"serve

nReadFile