"""Files as Canvas and Moodle export them, with people who do not exist."""

from grader.classroom.grade_row import GradeRow

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Loops (71),Doubling (72),Doubling (73),\
Assignments Current Score,Current Score,Final Score,Final Grade
,,,,,,,Manual Posting,,,,,
    Points Possible,,,,,,5.00,3.00,10.00,(read only),(read only),(read only),(read only)
"Poe, Al",4002,s2,apoe,Lab B and Lab A,"late, ""but"" ok",4.00,,,80.00,80.00,80.00,B
"Roe, Jané",4001,s1,jroe@x.org,Lab A,,5.00,,7.50,100.00,100.00,100.00,A
"Lee, Kim",4003,,klee,Lab A,,,N/A,N/A,,,,
"Student, Test",4999,,bd0a,Lab A,,,,,,,,
"""
MOODLE = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 71,Jané Roe,s1,jane@x.org,Submitted for grading,,3.00,Yes,\
"Wednesday, 10 June 2026, 2:14 PM",-,
Participant 72,Al Poe,s2,al@x.org,Submitted for grading - 3 mins late,1.00,3.00,Yes,\
"Wednesday, 10 June 2026, 2:17 PM","Thursday, 11 June 2026, 9:00 AM","<p>Well, ""ok"".</p>"
Participant 73,Kim Lee,,kim@x.org,No submission,,3.00,No,-,-,
"""
GERMAN = """\
ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,\
Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),\
Feedback als Kommentar
Teilnehmer/in71,Jané Roe,s1,jane@x.org,Zur Bewertung abgegeben,,"3,00",Ja,\
"Mittwoch, 10. Juni 2026, 14:14",-,
Teilnehmer/in72,Al Poe,s2,al@x.org,Zur Bewertung abgegeben,"1,00","3,00",Ja,\
"Mittwoch, 10. Juni 2026, 14:17","Donnerstag, 11. Juni 2026, 09:00",
Teilnehmer/in73,Kim Lee,,kim@x.org,Keine Abgabe,,"3,00",Nein,-,-,
"""
FRENCH = """\
Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,\
Dernière modification (travail remis),Dernière modification (note),Feedback par commentaires
Participant71,Jané Roe,jane@x.org,Remis pour évaluation,,"3,00",Oui,\
"mercredi 10 juin 2026, 14:14",-,
Participant72,Al Poe,al@x.org,Remis pour évaluation,"1,00","3,00",Oui,\
"mercredi 10 juin 2026, 14:17","jeudi 11 juin 2026, 09:00",
Participant73,Kim Lee,kim@x.org,Pas de travail remis,,"3,00",Non,-,-,
"""


def earned(
    student: str,
    points: float | None,
    name: str = "",
    *,
    maximum: float = 3.0,
    comment: str = "",
    known_as: tuple[str, ...] = (),
) -> GradeRow:
    """A row of a gradebook; its slug is the id."""
    limit = None if points is None else maximum
    return GradeRow(student, name, points, limit, comment, student, known_as)
