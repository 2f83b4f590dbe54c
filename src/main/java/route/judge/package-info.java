/** Says of each outcome what becomes of its row: accepted, tried again, or failed. Pure: no edge is entered here. */
package route.judge;
