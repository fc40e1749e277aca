#!/bin/sh
# Makes the certificates of the sender's tests, for names that are nobody's. Run here; needs openssl 3. The keys protect nothing.
set -eu
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
request() { openssl req -new -key "$1.key" -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -out "$1.csr"; }
mkdir -p ca && : > ca/index.txt && echo 01 > ca/serial
cat > ca/conf <<C
[ca]
default_ca = test
[test]
database = ca/index.txt
serial = ca/serial
new_certs_dir = ca
certificate = authority.crt
private_key = authority.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
C
self_sign() { openssl ca -batch -selfsign -keyfile "$1.key" -config ca/conf -notext -startdate 20200101000000Z -enddate 21200101000000Z -in "$1.csr" -out "$1.crt"; }
key authority
openssl req -new -key authority.key -subj "/CN=Test authority of Links Hub" -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" -out authority.csr
self_sign authority
issue() { openssl ca -batch -config ca/conf -notext -startdate "$2" -enddate "$3" -in "$1.csr" -out "$1.crt"; }
key server && request server pantry.example.org && issue server 20200101000000Z 21200101000000Z
key expired && request expired pantry.example.org && issue expired 20200101000000Z 20210101000000Z
key self-signed && request self-signed pantry.example.org && self_sign self-signed
rm -rf ca authority.key ./*.csr
