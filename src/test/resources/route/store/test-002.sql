CREATE TABLE added_by_test (n INTEGER);
INSERT INTO added_by_test VALUES (1);
