// Package verify says whether a JWS is a genuine health card; it reads no
// clock, file or network.
package verify
